import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { framesOf, timeCode, type Cut } from "../film.js";
import { Keys, keyList, type Command } from "../player/commands.js";
import { Screen } from "../player/screen.js";
import { asItStands, type Source } from "../source.js";
import { look } from "./look.js";
import { say } from "./say.js";
import { styles } from "./styles.js";

const modes = { side: "Side by side", wipe: "Wipe", difference: "Difference" } as const;
type Mode = keyof typeof modes;

/** Shows two takes in step: the first leads, the second follows. Both stay on the page, so that no way of looking begins with a black frame. */
export class Compare extends LitElement {
  static override readonly properties = {
    a: { attribute: false },
    b: { attribute: false },
    source: { attribute: false },
    mode: { state: true },
    wipe: { state: true },
    frame: { state: true },
    running: { state: true },
    fault: { state: true },
  };

  static override readonly styles = [look, css`
    .stage { position: relative; background: #000; border-radius: 8px; overflow: hidden; isolation: isolate; }
    .side { display: grid; grid-template-columns: 1fr 1fr; gap: 2px; }
    video { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: contain; background: #000; }
    .over video + video { position: absolute; inset: 0; height: 100%; }
    .wipe video + video { clip-path: inset(0 0 0 var(--wipe)); }
    .difference video + video { mix-blend-mode: difference; }
    .edge { position: absolute; inset: 0 auto 0 var(--wipe); width: 2px; margin-left: -1px; background: var(--_light); }
    .names { display: flex; justify-content: space-between; gap: 1rem; font-size: .85rem; margin-top: .3rem; }
    input[type=range] { width: 100%; height: 1.6rem; accent-color: var(--_light); }
    .controls { display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: center; }
    .controls button { padding: .2rem .6rem; min-width: 2.1rem; }
    fieldset { border: 0; display: flex; flex-wrap: wrap; gap: .3rem .8rem; margin-top: .4rem; }
    label { display: inline-flex; gap: .35rem; align-items: center; min-height: 1.6rem; }
    input[type=radio] { accent-color: var(--_light); }
    .read { margin-inline-start: auto; font: .85rem var(--_mono); color: var(--_soft); font-variant-numeric: tabular-nums; }
    .keys { color: var(--_soft); font-size: .85rem; margin-top: .4rem; }
    .keys dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; }
  `];

  declare a: Cut | null;
  declare b: Cut | null;
  declare source: Source;
  private declare mode: Mode;
  private declare wipe: number;
  private declare frame: number;
  private declare running: "no" | "forward" | "backward";
  private declare fault: string | null;

  private screens: [Screen, Screen] | null = null;
  private order = 0;
  private opened = 0;
  private speed = 1;
  private readonly keys = new Keys();

  constructor() {
    super();
    this.a = this.b = null;
    this.source = asItStands;
    this.mode = "side";
    this.wipe = 50;
    this.frame = 0;
    this.running = "no";
    this.fault = null;
    this.addEventListener("keydown", (event) => {
      const command = this.keys.down(event);
      if (command || event.key.toLowerCase() === "k" && !event.ctrlKey && !event.metaKey) event.preventDefault();
      if (!command) return;
      event.stopPropagation();
      this.run(command);
    });
    this.addEventListener("keyup", (event) => {
      const command = this.keys.up(event);
      if (command) this.run(command);
    });
  }

  /** Gives it the focus, and with it its keys. */
  override focus(options?: FocusOptions): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("[part=region]")?.focus(options));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.rest();
    this.opened++;
    this.screens?.forEach((screen) => screen.clear());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.screens) void this.open();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("a") || changed.has("b") || changed.has("source")) void this.open();
  }

  protected override render(): TemplateResult {
    const fps = this.a?.fps ?? 24;
    return html`
      <div role="group" aria-label="Two takes in step" tabindex="0" part="region">
        <div class="stage ${this.mode} ${this.mode === "side" ? "" : "over"}" ${styles({ "--wipe": `${this.wipe}%` })}>
          <video tabindex="-1" aria-hidden="true"></video><video tabindex="-1" aria-hidden="true"></video>
          ${this.mode === "wipe" ? html`<div class="edge"></div>` : nothing}
        </div>
        <p class="names"><span><b>A</b> ${this.a?.name ?? ""}</span><span><b>B</b> ${this.b?.name ?? ""}</span></p>
        ${this.fault ? html`<p role="alert">${this.fault}</p>` : nothing}
        <fieldset><legend class="only-read">How to compare</legend>${(Object.keys(modes) as Mode[]).map((mode) => html`
          <label><input type="radio" name="mode" .checked=${this.mode === mode} @change=${() => this.look(mode)}>${modes[mode]}</label>`)}</fieldset>
        ${this.mode === "wipe" ? html`<input type="range" aria-label="Wipe position" min="0" max="100" .value=${String(this.wipe)}
          @input=${(event: Event) => { this.wipe = Number((event.target as HTMLInputElement).value); }}>` : nothing}
        <input type="range" aria-label="Frame" min="0" max=${Math.max(0, this.frames - 1)} .value=${String(this.frame)} aria-valuetext=${`frame ${this.frame + 1} of ${this.frames}`}
          @input=${(event: Event) => void this.seek(Number((event.target as HTMLInputElement).value))}>
        <div class="controls">
          <button aria-label=${this.running === "no" ? "Play both" : "Pause both"} @click=${() => this.run("toggle")}>${this.running === "no" ? "▶" : "❚❚"}</button>
          <button aria-label="One frame back" @click=${() => this.run("previous-frame")}>‹</button>
          <button aria-label="One frame on" @click=${() => this.run("next-frame")}>›</button>
          <span class="read"><span data-time>${timeCode(this.frame, fps)}</span> · <span data-frame=${this.frame + 1}>${this.frame + 1}/${this.frames}</span></span>
        </div>
        <details class="keys"><summary>Keys, while this has the focus</summary>
          <dl>${[...keyList, ["S, W, D", "side by side, wipe, difference"] as const].map(([key, does]) => html`<dt>${key}</dt><dd>${does}</dd>`)}</dl></details>
      </div>`;
  }

  private get frames(): number {
    return Math.max(1, Math.min(...[this.a, this.b].map((cut) => (cut ? framesOf(cut) : Infinity)).filter(Number.isFinite)));
  }

  private look(mode: Mode): void {
    this.mode = mode;
    say(this, modes[mode]);
  }

  private async open(): Promise<void> {
    const [first, second] = this.renderRoot.querySelectorAll("video");
    if (!first || !second) return;
    if (!this.screens) {
      this.screens = [new Screen(first), new Screen(second)];
      this.screens[0].onframe = () => this.follow();
      first.addEventListener("ended", () => { if (this.running === "forward") void this.seek(this.frames - 1); }); // which a busy machine may have skipped
    }
    this.rest();
    const opened = ++this.opened;
    this.fault = null;
    const cuts = [this.a, this.b];
    const addresses = await Promise.all(cuts.map((cut) => (cut?.clip === undefined ? null : this.source.clip(cut.clip).catch(() => null))));
    if (this.opened !== opened) return;
    for (const [i, screen] of this.screens.entries()) {
      const [cut, address] = [cuts[i], addresses[i]];
      if (cut && address != null) screen.load(cut, address);
      else this.fault = `${i === 0 ? "A" : "B"} cannot be played here.`;
    }
    await this.both(Math.min(this.frame, this.frames - 1));
  }

  // Seeks both and only then says so: neither is ever seen alone on a frame.
  private async both(frame: number): Promise<void> {
    const place = Math.min(Math.max(frame, 0), this.frames - 1);
    await Promise.all(this.screens?.map((screen) => screen.seek(this.on(screen, place))) ?? []);
    if (this.screens?.[0].target === place) this.frame = place;
  }

  // Takes may have different rates: the follower is asked for the frame of the same moment.
  private on(screen: Screen, frame: number): number {
    const lead = this.a?.fps ?? 24;
    return screen === this.screens?.[0] || !screen.cut || screen.cut.fps === lead ? frame : Math.floor(((frame + 0.5) / lead) * screen.cut.fps);
  }

  private async seek(frame: number): Promise<void> {
    this.rest();
    await this.both(frame);
  }

  private play(): void {
    void (async () => {
      const order = ++this.order;
      if (this.frame >= this.frames - 1) await this.both(0);
      if (this.order !== order || !this.screens) return;
      this.running = "forward";
      for (const screen of this.screens) {
        screen.video.playbackRate = this.speed;
        screen.video.play().catch(() => undefined);
      }
      say(this, "Both play");
    })();
  }

  private rest(): void {
    this.order++;
    const played = this.running === "forward";
    if (this.running !== "no") this.running = "no";
    this.speed = 1;
    this.screens?.forEach((screen) => screen.video.pause());
    // Where the leader stopped, the follower stops too.
    if (played && this.screens) void this.both(this.screens[0].shown);
  }

  private follow(): void {
    const [lead, other] = this.screens ?? [];
    if (!lead || !other || !lead.cut || !other.cut) return;
    if (this.running === "no" && lead.target !== lead.shown) return;
    this.frame = Math.max(0, Math.min(lead.shown, this.frames - 1));
    if (this.running !== "forward") return;
    if (lead.shown >= this.frames - 1) {
      this.rest();
      return;
    }
    const late = lead.video.currentTime - other.video.currentTime;
    const half = 0.5 / lead.cut.fps;
    if (Math.abs(late) > 0.15) {
      other.video.currentTime = lead.video.currentTime;
      other.video.playbackRate = this.speed;
    } else {
      other.video.playbackRate = this.speed * (Math.abs(late) < half ? 1 : late > 0 ? 1.05 : 0.95);
    }
  }

  private async back(): Promise<void> {
    this.rest();
    this.running = "backward";
    const order = this.order;
    while (this.running === "backward" && this.order === order && this.frame > 0) {
      const began = performance.now();
      await this.both(this.frame - this.speed);
      const left = 1000 / (this.a?.fps ?? 24) - (performance.now() - began);
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    }
    if (this.order === order) this.running = "no";
  }

  private run(command: Command): void {
    const target = this.running === "no" ? this.screens?.[0].target ?? this.frame : this.frame;
    switch (command) {
      case "toggle": return this.running === "no" ? this.play() : this.rest();
      case "forward":
        this.speed = this.running === "forward" ? Math.min(4, this.speed * 2) : 1;
        return this.play();
      case "backward":
        if (this.running === "backward") this.speed = Math.min(4, this.speed * 2);
        else void this.back();
        return;
      case "next-frame": return void this.seek(target + 1);
      case "previous-frame": return void this.seek(target - 1);
      case "next-ten": return void this.seek(target + 10);
      case "previous-ten": return void this.seek(target - 10);
      case "first": return void this.seek(0);
      case "last": return void this.seek(this.frames - 1);
      case "side": case "wipe": case "difference": return this.look(command);
      default: return;
    }
  }
}

customElements.define("vg-compare", Compare);
