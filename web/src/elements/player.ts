import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { framesOf, type Cut } from "../film.js";
import { Keys, keyList, type Command } from "../player/commands.js";
import { Playback } from "../player/playback.js";
import { asItStands, type Source } from "../source.js";
import { look } from "./look.js";
import { Pictures } from "./pictures.js";
import { styles } from "./styles.js";

/** Plays cuts as one film, frame by frame if wanted: the stage, the bar, the buttons and the keys of a playback. */
export class Player extends LitElement {
  static override readonly properties = {
    cuts: { attribute: false },
    source: { attribute: false },
    label: {},
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

  private readonly playback = new Playback(this);
  private readonly keys = new Keys();
  private readonly pictures = new Pictures(this);

  constructor() {
    super();
    this.cuts = [];
    this.source = asItStands;
    this.label = "Film";
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
    return this.playback.frame;
  }

  /** Whether it plays. */
  get playing(): boolean {
    return this.playback.playing;
  }

  /** Plays from where it is, from the start again when it is at the end. */
  play(): void {
    this.playback.play();
  }

  /** Stops on the frame that is on screen. */
  pause(): void {
    this.playback.pause();
  }

  /** Goes to a frame of the film, from 0, and rests there. */
  seek(frame: number): Promise<void> {
    return this.playback.seek(frame);
  }

  /** Goes to a segment and plays on. */
  playFrom(cut: number): void {
    this.playback.playFrom(cut);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("cuts") || changed.has("source")) this.playback.take();
  }

  protected override updated(changed: PropertyValues): void {
    const [a, b] = this.renderRoot.querySelectorAll("video");
    if (a && b) this.playback.attach(a, b);
    if (changed.has("cuts") || changed.has("source")) this.playback.ahead();
  }

  protected override render(): TemplateResult {
    const { film, at, begun, front, from, to, speed, playing } = this.playback;
    const cut = film.cuts[at.cut];
    if (!cut) return html`<p class="slug">There is nothing to play yet.</p>`;
    const still = this.pictures.of(this.source, cut.still);
    const slug = this.playback.slug || (!begun && cut.clip === undefined);
    return html`
      <div role="group" aria-label=${this.label} tabindex="0" part="region">
        <div class="stage" @click=${this.press}>
          ${still && !begun ? html`<img class="poster" alt="" src=${still}>` : nothing}
          <video class=${!slug && begun && front === 0 ? "on" : ""} tabindex="-1" aria-hidden="true"></video>
          <video class=${!slug && begun && front === 1 ? "on" : ""} tabindex="-1" aria-hidden="true"></video>
          ${slug ? html`<p class="slug"><strong dir="auto">${cut.why ?? "There is no clip"}</strong><span>${cut.name}</span></p>` : nothing}
          ${begun ? nothing : html`<button class="big" aria-label="Play as film">
            <svg viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="31" fill="rgb(12 12 14 / .6)" stroke="currentColor"/><path d="M25 19v26l22-13z" fill="currentColor"/></svg></button>`}
        </div>
        <ol class="reel" aria-label="Segments of the film">${film.cuts.map((each, index) => this.thumb(each, index))}</ol>
        <div class="bar">
          <input type="range" aria-label="Frame" min="0" max=${film.frames - 1} step="1" .value=${String(this.frame)} aria-valuetext=${this.playback.words()}
            @input=${(event: Event) => void this.seek(Number((event.target as HTMLInputElement).value))}>
          ${from !== null || to !== null ? html`<div class="range" ${styles(this.chosen())}></div>` : nothing}
        </div>
        <div class="controls">
          <button aria-label=${playing ? "Pause" : "Play"} @click=${() => this.run("toggle")}>${playing ? "❚❚" : "▶"}</button>
          <button aria-label="One frame back" @click=${() => this.run("previous-frame")}>‹</button>
          <button aria-label="One frame on" @click=${() => this.run("next-frame")}>›</button>
          <button aria-label="Set the start of the loop" aria-pressed=${from !== null} @click=${() => this.run("in")}>I</button>
          <button aria-label="Set the end of the loop" aria-pressed=${to !== null} @click=${() => this.run("out")}>O</button>
          ${speed > 1 || speed < 0 ? html`<span class="quiet">${speed < 0 ? "−" : ""}${Math.abs(speed)}×</span>` : nothing}
          <span class="read"><span data-time>${film.timeCode(at)}</span> · <span data-frame=${at.frame + 1}>${at.frame + 1}/${framesOf(cut)}</span> · ${cut.name}</span>
        </div>
        <details class="keys"><summary>Keys, while the player has the focus</summary>
          <dl>${[...keyList, ["I, O, X", "loop from here, to before here, no loop"] as const, ["↑ ↓", "segment before, after"] as const].map(([key, does]) => html`<dt>${key}</dt><dd>${does}</dd>`)}</dl></details>
      </div>`;
  }

  private thumb(cut: Cut, index: number): TemplateResult {
    const picture = this.pictures.of(this.source, cut.still);
    return html`<li ${styles({ "flex-grow": String(framesOf(cut)) })}>
      <button class=${cut.clip === undefined ? "missing" : ""} aria-label=${`Play from ${cut.name}${cut.clip === undefined ? `, which is missing: ${cut.why ?? "no clip"}` : ""}`}
        aria-current=${index === this.playback.at.cut ? "true" : nothing} @click=${() => this.playFrom(index)}>
        ${picture ? html`<img alt="" src=${picture}>` : nothing}<span>${cut.name}</span></button></li>`;
  }

  private chosen(): Record<string, string> {
    const { film, from: first, to: end } = this.playback;
    const from = (100 * (first ?? 0)) / film.frames;
    const to = (100 * (end ?? film.frames)) / film.frames;
    return { left: `${from}%`, width: `${Math.max(0, to - from)}%` };
  }

  private press(): void {
    this.renderRoot.querySelector<HTMLElement>("[part=region]")?.focus({ preventScroll: true });
    this.run("toggle");
  }

  private run(command: Command): void {
    const { playback } = this;
    const step = (frames: number): void => void playback.seek(playback.target + frames);
    switch (command) {
      case "toggle": return playback.playing ? playback.pause() : playback.play();
      case "forward": return playback.faster("forward");
      case "backward": return playback.faster("backward");
      case "next-frame": return step(1);
      case "previous-frame": return step(-1);
      case "next-ten": return step(10);
      case "previous-ten": return step(-10);
      case "first": return playback.first();
      case "last": return playback.last();
      case "next-segment": return playback.segment(1);
      case "previous-segment": return playback.segment(-1);
      case "in": return playback.loopFrom();
      case "out": return playback.loopTo();
      case "clear": return playback.noLoop();
      default: return;
    }
  }
}

customElements.define("vg-player", Player);
