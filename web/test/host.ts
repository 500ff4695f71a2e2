// A client that shows views: the official host side of MCP Apps. What the server says comes through a function that the test gives the page.
import { AppBridge, PostMessageTransport } from "@modelcontextprotocol/ext-apps/app-bridge";

type Json = Record<string, unknown>;

declare global {
  interface Window {
    serverRequest(method: string, params: string): Promise<string>;
    hostSaw(what: string, details: string): Promise<void>;
    host: { mount(address: string, context: Json, input: Json | null, result: Json | null): Promise<void>; send(result: Json): Promise<void>; cancel(): Promise<void>; theme(theme: "light" | "dark"): Promise<void>; unmount(): Promise<void> };
  }
}

let bridge: AppBridge | null = null;
let frame: HTMLIFrameElement | null = null;

const ask = async (method: string, params: unknown): Promise<never> => {
  const answer = JSON.parse(await window.serverRequest(method, JSON.stringify(params))) as { result?: unknown; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.result as never;
};
const saw = (what: string, details: unknown): void => void window.hostSaw(what, JSON.stringify(details));

window.host = {
  async mount(address, context, input, result) {
    frame = document.createElement("iframe");
    frame.title = "View";
    frame.sandbox.add("allow-scripts", "allow-same-origin");
    document.body.append(frame);
    bridge = new AppBridge(null, { name: "host", version: "1" }, { openLinks: {}, serverTools: {}, serverResources: {}, updateModelContext: { text: {} }, message: { text: {} }, logging: {} }, { hostContext: context });
    bridge.oncalltool = (params) => ask("tools/call", params);
    bridge.onreadresource = (params) => ask("resources/read", params);
    bridge.onopenlink = async (params) => { saw("open-link", params); return {}; };
    bridge.onmessage = async (params) => { saw("message", params); return {}; };
    bridge.onupdatemodelcontext = async (params) => { saw("model-context", params); return {}; };
    bridge.onrequestdisplaymode = async (params) => { saw("display-mode", params); return { mode: "inline" }; };
    bridge.onsizechange = ({ height }) => { if (frame && height !== undefined) frame.style.height = `${height}px`; saw("size", { height }); };
    const ready = new Promise<void>((resolve) => { if (bridge) bridge.oninitialized = () => { saw("app", bridge?.getAppVersion() ?? {}); resolve(); }; });
    const view = frame.contentWindow;
    if (!view) throw new Error("The frame has no window.");
    await bridge.connect(new PostMessageTransport(view, view));
    frame.src = address;
    await ready;
    if (input) await bridge.sendToolInput({ arguments: input });
    if (result) await bridge.sendToolResult(result as never);
  },
  async send(result) { await bridge?.sendToolResult(result as never); },
  async cancel() { await bridge?.sendToolCancelled({ reason: "the user stopped it" }); },
  async theme(theme) { await bridge?.sendHostContextChange({ theme }); },
  async unmount() {
    await bridge?.teardownResource({});
    frame?.remove();
    bridge = frame = null;
  },
};
