import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Film, framesOf, type Cut, type Position } from "../film.js";
import { Keys, keyList, type Command } from "../player/commands.js";
import { Screen } from "../player/screen.js";
import { asItStands, type Source } from "../source.js";
import { look } from "./look.js";
import { Pictures } from "./pictures.js";
import { say } from "./say.js";
import { styles } from "./styles.js";

/** What the time of a slug does: frames gone before it last began to run, and when that was. */
interface Slug {
  readonly before: number;
  readonly since: number | null;
}

// The display draws every 17 ms or so: what is due before it draws again is done now.
const earlier = 0.012;
const fastest = 4;

/**
 * Plays cuts as one film, frame by frame if wanted. Two screens take turns: while one plays, the other rests on the first frame of what
 * comes next, so that there is no gap at a cut. A cut without a clip is a slug of its length.
 */
export class Player extends LitElement {
  static override readonly properties = {
    cuts: { attribute: false },
    source: { attribute: false },
    label: {},
    at: { state: true },
    running: { state: true },
    speed: { state: true },
    from: { state: true },
    to: { state: true },
    slug: { state: true },
  };

  static override readonly styles = [look, css`
    .stage { position: relative; aspect-ratio: 16 / 9; background: #000; border-radius: 8px; overflow: hidden; }
    .stage > * { position: absolute; inset: 0; width: 100%; height: 100%; }
    video { object-fit: contain; opacity: 0; }
    video.on { opacity: 1; }
    img.poster { object-fit: contain; }
    .slug strong { font: 400 1.2rem var(--_serif); }
    .slug strong::first-letter { text-transform: uppercase; }
    .big { border: 0; border-radius: 0; display: grid; place-content: center; justify-items: center; gap: .6rem; color: #ece7de; background: rgb(12 12 14 / .35); }
    .big:focus-visible { outline-offset: -4px; border-radius: 8px; }
    .big svg { width: 4rem; height: 4rem; }
    .reel { display: flex; gap: 3px; margin-top: .5rem; }
    .reel li { flex: 1 1 0; min-width: 0; }
    .reel button { width: 100%; height: 3.1rem; padding: 0; border-radius: 4px; overflow: hidden; position: relative; background: var(--_raised); }
    .reel button[aria-current] { border-color: var(--_light); }
    .reel img { width: 100%; height: 100%; object-fit: cover; display: block; opacity: .75; }
    .reel button[aria-current] img, .reel button:hover img { opacity: 1; }
    .reel span { position: absolute; inset: auto 0 0 0; padding: 0 .3rem; font-size: .75rem; line-height: 1.35; color: #fff; background: rgb(0 0 0 / .72); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; text-align: start; }
    .reel .missing { background: repeating-linear-gradient(135deg, #3a2320 0 6px, #19191d 6px 12px); }
    .bar { position: relative; height: 1.6rem; }
    .bar input { width: 100%; margin: 0; height: 1.6rem; accent-color: var(--_light); cursor: pointer; background: none; }
    .range { position: absolute; bottom: .05rem; height: 3px; background: var(--_good); border-radius: 2px; pointer-events: none; }
    .controls { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; margin-top: .2rem; }
    .controls button { padding: .2rem .6rem; min-width: 2.1rem; }
    .read { margin-inline-start: auto; font: .85rem var(--_mono); color: var(--_soft); font-variant-numeric: tabular-nums; text-align: end; }
    .keys { margin-top: .4rem; color: var(--_soft); font-size: .85rem; }
    .keys dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin-top: .3rem; }
    .keys dd { color: var(--_ink); }
    @media (max-width: 26rem) { .keys dl { grid-template-columns: 1fr; } .read { margin-inline-start: 0; width: 100%; text-align: start; } }
    @media (forced-colors: active) { .reel button[aria-current] { outline: 2px solid Highlight; } }
  `];

  declare cuts: readonly Cut[];
  declare source: Source;
  declare label: string;
  private declare at: Position;
  private declare running: "no" | "forward" | "backward";
  private declare speed: number;
  private declare from: number | null;
  private declare to: number | null;
  private declare slug: Slug | null;

  private film = new Film([]);
  private screens: [Screen, Screen] | null = null;
  private front: 0 | 1 = 0;
  private shown = false;
  private order = 0;
  private aim: number | null = null;
  private timer = 0;
  private readonly keys = new Keys();
  private readonly pictures = new Pictures(this);

  constructor() {
    super();
    this.cuts = [];
    this.source = asItStands;
    this.label = "Film";
    this.at = { cut: 0, frame: 0 };
    this.running = "no";
    this.speed = 1;
    this.from = null;
    this.to = null;
    this.slug = null;
    this.addEventListener("keydown", (event) => {
      const command = this.keys.down(event);
      if (command || event.key.toLowerCase() === "k" && !event.ctrlKey && !event.metaKey) event.preventDefault();
      if (command) {
        event.stopPropagation();
        this.run(command);
      }
    });
    this.addEventListener("keyup", (event) => {
      const command = this.keys.up(event);
      if (command) this.run(command);
    });
  }

  /** Number of the frame of the film that is on screen, from 0. */
  get frame(): number {
    return this.film.number(this.at);
  }

  /** Whether it plays. */
  get playing(): boolean {
    return this.running !== "no";
  }

  /** Plays from where it is, from the start again when it is at the end. */
  play(): void {
    const end = (this.to ?? this.film.frames) - 1;
    const at = this.target;
    if (at >= end || (this.from !== null && at < this.from)) void this.show(this.film.position(this.from ?? 0), true);
    else if (this.aim !== null) void this.show(this.film.position(at), true);
    else this.go();
    say(this, "Plays");
  }

  /** Stops on the frame that is on screen. */
  pause(): void {
    // What is on its way to a frame arrives there, and rests.
    if (this.aim !== null) void this.seek(this.aim);
    else this.rest();
    say(this, `Stopped at ${this.words()}`);
  }

  /** Goes to a frame of the film, from 0, and rests there. */
  async seek(frame: number): Promise<void> {
    this.rest();
    await this.show(this.film.position(frame), false);
  }

  /** Goes to a segment and plays on. */
  playFrom(cut: number): void {
    void this.show({ cut, frame: 0 }, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.rest();
    this.order++;
    this.screens?.forEach((screen) => screen.clear());
    this.shown = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("cuts") && !changed.has("source")) return;
    const before = this.film.cuts[this.at.cut];
    this.film = new Film(this.cuts);
    this.from = this.to = null;
    // Clips that arrive while somebody watches must not move what is on screen.
    const still = this.cuts.findIndex((cut) => cut.id === before?.id);
    const same = still >= 0 && this.cuts[still]?.clip === before?.clip;
    if (same) {
      this.at = { cut: still, frame: this.at.frame };
    } else {
      this.rest();
      this.order++;
      this.aim = null;
      this.slug = null;
      this.shown = false;
      this.at = { cut: Math.max(0, still), frame: 0 };
    }
  }

  protected override updated(changed: PropertyValues): void {
    if ((changed.has("cuts") || changed.has("source")) && this.screens) {
      if (this.shown) void this.prepare(this.at.cut + 1);
    }
  }

  protected override firstUpdated(): void {
    const [a, b] = this.renderRoot.querySelectorAll("video");
    if (!a || !b) return;
    this.screens = [new Screen(a), new Screen(b)];
    this.screens.forEach((screen, index) => {
      screen.onframe = () => {
        if (index === this.front && this.shown && !this.slug && this.film.cuts[this.at.cut] === screen.cut) this.at = { cut: this.at.cut, frame: Math.max(0, screen.shown) };
      };
      screen.onerror = () => {
        if (index === this.front && screen.cut) this.fail(screen.cut);
      };
      screen.video.addEventListener("ended", () => {
        if (index === this.front && this.running === "forward" && !this.slug) this.next();
      });
    });
  }

  protected override render(): TemplateResult {
    const cut = this.film.cuts[this.at.cut];
    if (!cut) return html`<p class="slug">There is nothing to play yet.</p>`;
    const begun = this.shown || this.slug !== null;
    const still = this.pictures.of(this.source, cut.still);
    const slug = this.slug !== null || (!begun && cut.clip === undefined);
    return html`
      <div role="group" aria-label=${this.label} tabindex="0" part="region">
        <div class="stage" @click=${this.press}>
          ${still && !begun ? html`<img class="poster" alt="" src=${still}>` : nothing}
          <video class=${!slug && begun && this.front === 0 ? "on" : ""} tabindex="-1" aria-hidden="true"></video>
          <video class=${!slug && begun && this.front === 1 ? "on" : ""} tabindex="-1" aria-hidden="true"></video>
          ${slug ? html`<p class="slug"><strong dir="auto">${cut.why ?? "There is no clip"}</strong><span>${cut.name}</span></p>` : nothing}
          ${begun ? nothing : html`<button class="big" aria-label="Play as film">
            <svg viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="31" fill="rgb(12 12 14 / .6)" stroke="currentColor"/><path d="M25 19v26l22-13z" fill="currentColor"/></svg></button>`}
        </div>
        <ol class="reel" aria-label="Segments of the film">${this.film.cuts.map((each, index) => this.thumb(each, index))}</ol>
        <div class="bar">
          <input type="range" aria-label="Frame" min="0" max=${this.film.frames - 1} step="1" .value=${String(this.frame)} aria-valuetext=${this.words()}
            @input=${(event: Event) => void this.seek(Number((event.target as HTMLInputElement).value))}>
          ${this.from !== null || this.to !== null ? html`<div class="range" ${styles(this.chosen())}></div>` : nothing}
        </div>
        <div class="controls">
          <button aria-label=${this.playing ? "Pause" : "Play"} @click=${() => this.run("toggle")}>${this.playing ? "❚❚" : "▶"}</button>
          <button aria-label="One frame back" @click=${() => this.run("previous-frame")}>‹</button>
          <button aria-label="One frame on" @click=${() => this.run("next-frame")}>›</button>
          <button aria-label="Set the start of the loop" aria-pressed=${this.from !== null} @click=${() => this.run("in")}>I</button>
          <button aria-label="Set the end of the loop" aria-pressed=${this.to !== null} @click=${() => this.run("out")}>O</button>
          ${this.running === "forward" && this.speed > 1 || this.running === "backward" ? html`<span class="quiet">${this.running === "backward" ? "−" : ""}${this.speed}×</span>` : nothing}
          <span class="read"><span data-time>${this.film.timeCode(this.at)}</span> · <span data-frame=${this.at.frame + 1}>${this.at.frame + 1}/${framesOf(cut)}</span> · ${cut.name}</span>
        </div>
        <details class="keys"><summary>Keys, while the player has the focus</summary>
          <dl>${[...keyList, ["I, O, X", "loop from here, to before here, no loop"] as const, ["↑ ↓", "segment before, after"] as const].map(([key, does]) => html`<dt>${key}</dt><dd>${does}</dd>`)}</dl></details>
      </div>`;
  }

  private thumb(cut: Cut, index: number): TemplateResult {
    const picture = this.pictures.of(this.source, cut.still);
    return html`<li ${styles({ "flex-grow": String(framesOf(cut)) })}>
      <button class=${cut.clip === undefined ? "missing" : ""} aria-label=${`Play from ${cut.name}${cut.clip === undefined ? `, which is missing: ${cut.why ?? "no clip"}` : ""}`}
        aria-current=${index === this.at.cut ? "true" : nothing} @click=${() => this.playFrom(index)}>
        ${picture ? html`<img alt="" src=${picture}>` : nothing}<span>${cut.name}</span></button></li>`;
  }

  private chosen(): Record<string, string> {
    const from = (100 * (this.from ?? 0)) / this.film.frames;
    const to = (100 * (this.to ?? this.film.frames)) / this.film.frames;
    return { left: `${from}%`, width: `${Math.max(0, to - from)}%` };
  }

  /** Where it is, for people who listen. */
  private words(): string {
    const cut = this.film.cuts[this.at.cut];
    return cut ? `frame ${this.at.frame + 1} of ${framesOf(cut)}, ${cut.name}, ${this.film.timeCode(this.at)}` : "";
  }

  private press(): void {
    this.renderRoot.querySelector<HTMLElement>("[part=region]")?.focus({ preventScroll: true });
    this.run("toggle");
  }

  private run(command: Command): void {
    const step = (frames: number): void => void this.seek(this.target + frames);
    switch (command) {
      case "toggle": return this.playing ? this.pause() : this.play();
      case "forward": return this.faster("forward");
      case "backward": return this.faster("backward");
      case "next-frame": return step(1);
      case "previous-frame": return step(-1);
      case "next-ten": return step(10);
      case "previous-ten": return step(-10);
      case "first": return void this.seek(this.from ?? 0);
      case "last": return void this.seek((this.to ?? this.film.frames) - 1);
      case "next-segment": return this.segment(1);
      case "previous-segment": return this.segment(-1);
      case "in":
        this.from = this.frame;
        if (this.to !== null && this.to <= this.from) this.to = null;
        return say(this, `Loop starts at ${this.words()}`);
      case "out":
        this.to = Math.max(1, this.frame);
        if (this.from !== null && this.from >= this.to) this.from = null;
        return say(this, `Loop ends before ${this.words()}`);
      case "clear":
        this.from = this.to = null;
        return say(this, "No loop");
      default: return;
    }
  }

  private get onStage(): Screen | undefined {
    return this.screens?.[this.front];
  }

  private get idle(): Screen | undefined {
    return this.screens?.[this.front === 0 ? 1 : 0];
  }

  /** The frame that was asked for last: keys that come faster than frames add up. */
  private get target(): number {
    return this.aim ?? this.frame;
  }

  private segment(by: number): void {
    const cut = Math.min(Math.max(this.at.cut + by, 0), this.film.cuts.length - 1);
    const playing = this.running === "forward";
    if (!playing) this.rest();
    void this.show({ cut, frame: 0 }, playing).then(() => say(this, this.words()));
  }

  private faster(way: "forward" | "backward"): void {
    const speed = this.running === way ? Math.min(fastest, this.speed * 2) : 1;
    if (way === "forward") {
      this.speed = speed;
      if (this.running === "forward") {
        const video = this.onStage?.video;
        if (video) video.playbackRate = speed;
        if (this.slug) this.slug = { before: this.at.frame, since: performance.now() };
      } else {
        this.play();
      }
    } else if (this.running === "backward") {
      this.speed = speed;
    } else {
      void this.back();
    }
  }

  // Browsers play forward only: backward is a row of steps, each of which is seen.
  private async back(): Promise<void> {
    this.rest();
    this.running = "backward";
    this.aim = null;
    const order = ++this.order;
    while (this.running === "backward" && this.order === order) {
      const began = performance.now();
      const wanted = this.frame - this.speed;
      const first = this.from ?? 0;
      if (this.frame <= first) {
        this.running = "no";
        return;
      }
      const place = this.film.position(Math.max(first, wanted));
      await this.place(place, order);
      const left = 1000 / (this.film.cuts[place.cut]?.fps ?? 24) - (performance.now() - began);
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  private async show(place: Position, run: boolean): Promise<void> {
    const order = ++this.order;
    this.aim = this.film.number(place);
    if (run && this.running !== "forward") this.running = "forward"; // for whoever stops it before it is there
    this.onStage?.video.pause();
    await this.place(place, order);
    if (this.order !== order) return;
    this.aim = null;
    if (run) this.go();
    else this.rest();
  }

  // What was on the screen stays there until the wanted frame is ready.
  private async place(place: Position, order: number): Promise<void> {
    const cut = this.film.cuts[place.cut];
    if (!cut || !this.screens) return;
    if (cut.clip === undefined) {
      this.onStage?.video.pause();
      this.at = place;
      this.slug = { before: place.frame, since: null };
      void this.prepare(place.cut + 1);
      return;
    }
    const here = this.screens.findIndex((screen) => screen.cut === cut);
    const index = (here >= 0 ? here : this.shown && !this.slug ? 1 - this.front : this.front) as 0 | 1;
    const screen = this.screens[index];
    if (here < 0) {
      const address = await this.source.clip(cut.clip).catch(() => null);
      if (this.order !== order) return;
      if (address === null) return this.fail(cut);
      screen.load(cut, address);
    }
    if (index !== this.front) this.onStage?.video.pause();
    await screen.seek(place.frame);
    if (this.order !== order) return;
    if (screen.failed) return this.fail(cut);
    this.front = index;
    this.shown = true;
    this.slug = null;
    this.at = place;
    void this.prepare(place.cut + 1);
  }

  /** Has the idle screen rest on the first frame of a cut. */
  private async prepare(index: number): Promise<void> {
    const cut = this.film.cuts[index];
    const idle = this.idle;
    if (!cut?.clip || !idle || this.screens?.some((screen) => screen.cut === cut)) return;
    const address = await this.source.clip(cut.clip).catch(() => null);
    if (address !== null && this.film.cuts[this.at.cut + 1] === cut && this.idle === idle && idle.cut !== cut) idle.load(cut, address);
  }

  private go(): void {
    if (this.running !== "forward") this.running = "forward";
    if (this.slug) this.slug = { before: this.at.frame, since: performance.now() };
    else if (!this.shown) return void this.show(this.at, true);
    else this.start(this.onStage);
    cancelAnimationFrame(this.timer);
    this.timer = requestAnimationFrame(this.tick);
    this.dispatchEvent(new CustomEvent("vg-play", { bubbles: true, composed: true }));
  }

  private start(screen: Screen | undefined): void {
    if (!screen) return;
    screen.video.playbackRate = this.speed;
    screen.video.play().catch(() => { if (this.running === "forward" && screen.video.paused) this.rest(); });
  }

  private rest(): void {
    cancelAnimationFrame(this.timer);
    if (this.running !== "no") this.running = "no";
    if (this.speed !== 1) this.speed = 1;
    this.screens?.forEach((screen) => screen.video.pause());
    if (this.slug?.since != null) this.slug = { before: this.at.frame, since: null };
  }

  private readonly tick = (now: number): void => {
    if (this.running !== "forward") return;
    this.timer = requestAnimationFrame(this.tick);
    const cut = this.film.cuts[this.at.cut];
    if (!cut) return;
    const end = Math.min(framesOf(cut), this.to === null ? Infinity : this.to - (this.film.starts[this.at.cut] ?? 0));
    if (this.slug) {
      if (this.slug.since === null) return;
      const frame = this.slug.before + Math.floor(((now - this.slug.since) / 1000) * cut.fps * this.speed);
      if (frame >= end) this.next();
      else if (frame !== this.at.frame) this.at = { cut: this.at.cut, frame: Math.max(this.at.frame, frame) };
      return;
    }
    if (this.aim !== null) return; // on its way elsewhere
    const screen = this.onStage;
    if (!screen) return;
    // What lies behind the end has no time of its own: on a busy machine it comes without the frame before it.
    const over = screen.shown >= end || (screen.shown === end - 1 && now >= screen.shownAt + 1000 * (1 / (cut.fps * this.speed) - earlier));
    if (over) this.next();
  };

  // The last frame of a cut has had its time.
  private next(): void {
    const to = this.to ?? this.film.frames;
    const cut = this.film.cuts[this.at.cut];
    const following = this.at.cut + 1;
    const looped = this.to !== null || this.from !== null;
    if (!cut || (this.film.starts[following] ?? Infinity) >= to) {
      if (looped) return void this.show(this.film.position(this.from ?? 0), true);
      void this.seek(to - 1); // which a busy machine may have skipped
      return say(this, "The film is over");
    }
    const idle = this.idle;
    if (idle && idle.cut === this.film.cuts[following] && idle.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && idle.target === 0) {
      this.order++;
      this.onStage?.video.pause();
      this.front = this.front === 0 ? 1 : 0;
      this.shown = true;
      this.slug = null;
      this.at = { cut: following, frame: 0 };
      this.start(idle);
      void this.prepare(following + 1);
    } else {
      void this.show({ cut: following, frame: 0 }, true);
    }
  }

  // A clip that cannot be played is a slug like one that is not there.
  private fail(cut: Cut): void {
    const { clip: _, ...rest } = cut;
    const goesOn = this.running === "forward";
    this.cuts = this.film.cuts.map((each) => (each === cut ? { ...rest, why: "The clip cannot be played" } : each));
    say(this, `${cut.name} cannot be played`);
    if (goesOn) void this.updateComplete.then(() => this.show(this.at, true));
  }
}

customElements.define("vg-player", Player);
