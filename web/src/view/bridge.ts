// The view's side of MCP Apps (SEP-1865, 2026-01-26): JSON-RPC with the page around it, over postMessage.

type Json = Record<string, unknown>;

export interface HostContext {
  readonly theme?: string;
  readonly styles?: { readonly variables?: Record<string, string> };
  readonly displayMode?: string;
  readonly availableDisplayModes?: readonly string[];
  readonly locale?: string;
}

export interface HostCapabilities {
  readonly serverTools?: unknown;
  readonly serverResources?: unknown;
  readonly openLinks?: unknown;
  readonly downloadFile?: unknown;
  readonly message?: unknown;
  readonly updateModelContext?: unknown;
}

/** Why the host did not do what it was asked for. */
export class HostError extends Error {}

interface Pending {
  readonly resolve: (value: Json) => void;
  readonly reject: (error: Error) => void;
}

/** Speaks with the host. Handlers of notices are in place before anything is sent: hosts may answer and send on at once. */
export class Bridge {
  capabilities: HostCapabilities = {};
  context: HostContext = {};

  private readonly pending = new Map<number, Pending>();
  private last = 0;

  constructor(
    private readonly host: Window,
    private readonly notices: Readonly<Record<string, (params: Json) => void>>,
    private readonly teardown: () => void,
  ) {
    addEventListener("message", (event) => {
      if (event.source === host) this.take(event.data);
    });
  }

  /** Introduces the view, and says that it is ready. */
  async connect(name: string, version: string): Promise<void> {
    const answer = await this.request("ui/initialize", {
      protocolVersion: "2026-01-26",
      appInfo: { name, version },
      appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
    });
    this.capabilities = (answer["hostCapabilities"] as HostCapabilities | undefined) ?? {};
    this.context = (answer["hostContext"] as HostContext | undefined) ?? {};
    this.notify("ui/notifications/initialized", {});
  }

  /** Calls a tool of the server. */
  call(name: string, args: unknown): Promise<Json> {
    return this.request("tools/call", { name, arguments: args });
  }

  request(method: string, params: unknown): Promise<Json> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.send({ id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  // The host's origin is not ours to know: what is said here is what the host gave or may read anyway.
  private send(message: Json): void {
    this.host.postMessage({ jsonrpc: "2.0", ...message }, "*");
  }

  private take(message: unknown): void {
    if (typeof message !== "object" || message === null || (message as Json)["jsonrpc"] !== "2.0") return;
    const { id, method, params, result, error } = message as Json;
    if (typeof method === "string") {
      const given = (typeof params === "object" && params !== null ? params : {}) as Json;
      if (id === undefined) return this.notices[method]?.(given);
      if (method === "ping") return this.send({ id, result: {} });
      if (method === "ui/resource-teardown") {
        this.teardown();
        return this.send({ id, result: {} });
      }
      return this.send({ id, error: { code: -32601, message: `The view has no method ${method}.` } });
    }
    const waiting = this.pending.get(id as number);
    if (!waiting) return;
    this.pending.delete(id as number);
    if (error === undefined) waiting.resolve((result ?? {}) as Json);
    else waiting.reject(new HostError(String((error as Json)["message"] ?? "The host refused.")));
  }
}
