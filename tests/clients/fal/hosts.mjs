// The official client has fal's https hosts built in. It is used as it is; its own hook for every request,
// `requestMiddleware`, puts the simulator's address in the place of the host. Addresses that the service itself hands out
// (uploads, clips) already point to the simulator. Only the browser mode of streams goes past the hook: it uses `fetch` directly,
// so the same replacement is offered as a `fetch`.
import { createFalClient } from "@fal-ai/client";

const root = process.env.FAL_SIMULATOR ?? "http://127.0.0.1:8765/";

const hosts = new Map([
  ["queue.fal.run", "queue"],
  ["fal.run", "sync"],
  ["rest.fal.ai", "rest"],
]);

/** The address on the simulator that stands for `address` on fal. */
export function simulated(address) {
  const url = new URL(address);
  const host = hosts.get(url.host);
  return host === undefined ? address : new URL(`${host}${url.pathname}${url.search}`, root).href;
}

export const credentials = process.env.FAL_KEY ?? "sim-key:sim-secret";

/** The client, sent to the simulator by its own middleware hook. */
export function client(settings = {}) {
  return createFalClient({
    credentials,
    requestMiddleware: async (request) => ({ ...request, url: simulated(request.url) }),
    ...settings,
  });
}

/** The client, sent to the simulator by its own proxy setting: the way browsers use it. */
export function proxiedClient() {
  return createFalClient({ credentials, proxyUrl: { url: new URL("proxy", root).href, when: "always" } });
}

/** The client, sent to the simulator by a `fetch` that replaces the host: reaches what goes past the middleware too. */
export function fetchingClient() {
  return createFalClient({ credentials, fetch: (address, init) => fetch(simulated(String(address)), init) });
}

export { root };
