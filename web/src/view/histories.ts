import type { ReactiveController, ReactiveControllerHost } from "lit";
import { linesOf, type Line } from "../history.js";

interface Contents {
  readonly contents?: readonly { readonly text?: string }[];
}

/** Histories of segments, read from the server while they are open. */
export class Histories implements ReactiveController {
  private readonly open = new Map<string, readonly Line[] | null>();

  constructor(private readonly host: ReactiveControllerHost, private readonly read: (uri: string) => Promise<unknown>) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** Lines of an open history, null where there are none (yet); undefined for a closed one. */
  of(request: string, segment: string): readonly Line[] | null | undefined {
    return this.open.get(address(request, segment));
  }

  /** Opens or closes one. */
  toggle(request: string, segment: string): void {
    const uri = address(request, segment);
    if (!this.open.delete(uri)) {
      this.open.set(uri, null);
      void this.renewOne(uri);
    }
    this.host.requestUpdate();
  }

  /** Reads those of a request again, of which something changed. */
  renew(request: string): void {
    for (const uri of this.open.keys()) {
      if (uri.startsWith(address(request, ""))) void this.renewOne(uri);
    }
  }

  private async renewOne(uri: string): Promise<void> {
    const answer = (await this.read(uri).catch(() => ({}))) as Contents;
    let lines: readonly Line[] | null = null;
    try {
      lines = linesOf(JSON.parse(answer.contents?.[0]?.text ?? "null"));
    } catch {
      // no history
    }
    if (!this.open.has(uri)) return;
    this.open.set(uri, lines ?? this.open.get(uri) ?? null);
    this.host.requestUpdate();
  }
}

const address = (request: string, segment: string): string => `videogen://history/${encodeURIComponent(request)}/${encodeURIComponent(segment)}`;
