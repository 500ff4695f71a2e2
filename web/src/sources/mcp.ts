import type { Source } from "../source.js";

interface Contents {
  readonly contents?: readonly { readonly mimeType?: string; readonly blob?: string }[];
}

const kept = 12;

/** Pictures and clips as bytes of the MCP server, as data addresses: the only ones that every host lets a view show. */
export class McpSource implements Source {
  // Clips are large: only the newest are kept, pictures all.
  private readonly clips = new Map<string, Promise<string | null>>();
  private readonly pictures = new Map<string, Promise<string | null>>();

  constructor(private readonly read: ((uri: string) => Promise<unknown>) | null) {}

  picture(address: string): Promise<string | null> {
    return this.once(this.pictures, address, "image/");
  }

  clip(address: string): Promise<string | null> {
    const clip = this.once(this.clips, address, "video/");
    const oldest = this.clips.keys().next();
    if (this.clips.size > kept && !oldest.done) this.clips.delete(oldest.value);
    return clip;
  }

  private once(store: Map<string, Promise<string | null>>, address: string, kind: string): Promise<string | null> {
    const known = store.get(address);
    if (known) return known;
    const asked = this.bytes(address, kind).catch(() => {
      store.delete(address); // perhaps it is there later
      return null;
    });
    store.set(address, asked);
    return asked;
  }

  private async bytes(address: string, kind: string): Promise<string | null> {
    if (!this.read) return null;
    const { contents } = (await this.read(address)) as Contents;
    const found = contents?.find((item) => item.mimeType?.startsWith(kind) && /^[A-Za-z0-9+/]+=*$/.test(item.blob ?? ""));
    return found ? `data:${found.mimeType};base64,${found.blob}` : null;
  }
}
