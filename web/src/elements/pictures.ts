import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Source } from "../source.js";

/** Pictures of one element, asked of its source once each. */
export class Pictures implements ReactiveController {
  private readonly found = new Map<string, string | null>();
  private source: Source | null = null;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** What an img can show; undefined while it is not known, null where there is none. */
  of(source: Source, address: string | undefined): string | null | undefined {
    if (address === undefined) return null;
    if (this.source !== source) {
      this.source = source;
      this.found.clear();
    }
    if (!this.found.has(address)) {
      this.found.set(address, undefined as unknown as null);
      source.picture(address).catch(() => null).then((picture) => {
        if (this.source !== source) return;
        this.found.set(address, picture);
        this.host.requestUpdate();
      });
    }
    return this.found.get(address);
  }
}
