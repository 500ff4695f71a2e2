import type { ReactiveController, ReactiveControllerHost } from "lit";
import { say } from "../elements/say.js";
import { Film, framesOf, type Cut, type Position } from "../film.js";
import type { Source } from "../source.js";
import { Screen } from "./screen.js";

/** The element that shows a playback. Its cuts and its source are what is played. */
export interface PlaybackHost extends ReactiveControllerHost, EventTarget {
  cuts: readonly Cut[];
  readonly source: Source;
}

/** What can be seen of a playback; a change of it is a reason to draw again. */
interface State {
  readonly at: Position;
  readonly running: "no" | "forward" | "backward";
  readonly speed: number;
  /** First frame of the loop, and the frame before which it ends; null where it is the film's own. */
  readonly from: number | null;
  readonly to: number | null;
  /** What the time of a slug does: frames gone before it last began to run, and when that was. Null while a clip is on the screen. */
  readonly slug: { readonly before: number; readonly since: number | null } | null;
}

// The display draws every 17 ms or so: what is due before it draws again is done now.
const earlier = 0.012;
const fastest = 4;

/**
 * Plays cuts as one film. Two screens take turns: while one plays, the other rests on the first frame of what comes next, so that there is
 * no gap at a cut. A cut without a clip is a slug of its length.
 */
export class Playback implements ReactiveController {
  /** What is played. */
  film = new Film([]);
  /** Which of the two screens is seen. */
  front: 0 | 1 = 0;

  private state: State = { at: { cut: 0, frame: 0 }, running: "no", speed: 1, from: null, to: null, slug: null };
  private screens: [Screen, Screen] | null = null;
  private shown = false;
  private order = 0;
  private aim: number | null = null;
  private timer = 0;

  constructor(private readonly host: PlaybackHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.rest();
    this.order++;
    this.screens?.forEach((screen) => screen.clear());
    this.shown = false;
  }

  /** Where it is: the frame that is on the screen. */
  get at(): Position {
    return this.state.at;
  }

  /** Number of that frame of the film, from 0. */
  get frame(): number {
    return this.film.number(this.state.at);
  }

  /** The frame that was asked for last: keys that come faster than frames add up. */
  get target(): number {
    return this.aim ?? this.frame;
  }

  /** Whether it plays. */
  get playing(): boolean {
    return this.state.running !== "no";
  }

  /** How fast it plays, below 0 backward; 0 while it rests. */
  get speed(): number {
    const { running, speed } = this.state;
    return running === "no" ? 0 : running === "forward" ? speed : -speed;
  }

  /** First frame of the loop; null where it is the film's. */
  get from(): number | null {
    return this.state.from;
  }

  /** Frame before which the loop ends; null where it is the film's end. */
  get to(): number | null {
    return this.state.to;
  }

  /** Whether a frame or a slug has come on the screen yet. */
  get begun(): boolean {
    return this.shown || this.state.slug !== null;
  }

  /** Whether the slug of a missing clip is on the screen. */
  get slug(): boolean {
    return this.state.slug !== null;
  }

  /** Takes the two video elements that it plays on: they come with the first cut, and new ones after a film that was empty. */
  attach(a: HTMLVideoElement, b: HTMLVideoElement): void {
    if (this.screens?.[0].video === a) return;
    this.screens = [new Screen(a), new Screen(b)];
    this.screens.forEach((screen, index) => {
      screen.onframe = () => {
        if (index === this.front && this.shown && !this.slug && this.cut === screen.cut) this.set({ at: { cut: this.at.cut, frame: Math.max(0, screen.shown) } });
      };
      screen.onerror = () => {
        if (index === this.front && screen.cut) this.fail(screen.cut);
      };
      screen.video.addEventListener("ended", () => {
        if (index === this.front && this.state.running === "forward" && !this.slug) this.next();
      });
    });
  }

  /** Takes the host's cuts. Clips that arrive while somebody watches do not move what is on the screen. */
  take(): void {
    const before = this.cut;
    this.film = new Film(this.host.cuts);
    this.set({ from: null, to: null });
    const still = this.film.cuts.findIndex((cut) => cut.id === before?.id);
    if (still >= 0 && this.film.cuts[still]?.clip === before?.clip) {
      this.set({ at: { cut: still, frame: this.at.frame } });
    } else {
      this.rest();
      this.order++;
      this.aim = null;
      this.shown = false;
      this.set({ slug: null, at: { cut: Math.max(0, still), frame: 0 } });
    }
  }

  /** Makes ready what comes next, where something is on the screen. */
  ahead(): void {
    if (this.screens && this.shown) void this.prepare(this.at.cut + 1);
  }

  /** Plays from where it is, from the start again when it is at the end. */
  play(): void {
    const at = this.target;
    if (at >= this.end - 1 || at < this.start) void this.show(this.film.position(this.start), true);
    else if (this.aim !== null) void this.show(this.film.position(at), true);
    else this.go();
    say(this.host, "Plays");
  }

  /** Stops on the frame that is on the screen. */
  pause(): void {
    // What is on its way to a frame arrives there, and rests.
    if (this.aim !== null) void this.seek(this.aim);
    else this.rest();
    say(this.host, `Stopped at ${this.words()}`);
  }

  /** Goes to a frame of the film, from 0, and rests there. */
  async seek(frame: number): Promise<void> {
    this.rest();
    await this.show(this.film.position(frame), false);
  }

  /** Goes to the first frame of the loop or of the film, and rests there. */
  first(): void {
    void this.seek(this.start);
  }

  /** Goes to the last frame of the loop or of the film, and rests there. */
  last(): void {
    void this.seek(this.end - 1);
  }

  /** Goes to a segment and plays on. */
  playFrom(cut: number): void {
    void this.show({ cut, frame: 0 }, true);
  }

  /** Goes to the segment so many before or after this one; plays on if it played. */
  segment(by: number): void {
    const cut = Math.min(Math.max(this.at.cut + by, 0), this.film.cuts.length - 1);
    const playing = this.state.running === "forward";
    if (!playing) this.rest();
    void this.show({ cut, frame: 0 }, playing).then(() => say(this.host, this.words()));
  }

  /** Plays this way, faster if it does already. */
  faster(way: "forward" | "backward"): void {
    const { running } = this.state;
    const speed = running === way ? Math.min(fastest, this.state.speed * 2) : 1;
    if (way === "forward") {
      this.set({ speed });
      if (running === "forward") {
        const video = this.onStage?.video;
        if (video) video.playbackRate = speed;
        if (this.slug) this.set({ slug: { before: this.at.frame, since: performance.now() } });
      } else {
        this.play();
      }
    } else if (running === "backward") {
      this.set({ speed });
    } else {
      void this.back();
    }
  }

  /** Has the loop start with the frame that is on the screen. */
  loopFrom(): void {
    const from = this.frame;
    this.set({ from, to: this.to !== null && this.to <= from ? null : this.to });
    say(this.host, `Loop starts at ${this.words()}`);
  }

  /** Has the loop end before the frame that is on the screen. */
  loopTo(): void {
    const to = Math.max(1, this.frame);
    this.set({ to, from: this.from !== null && this.from >= to ? null : this.from });
    say(this.host, `Loop ends before ${this.words()}`);
  }

  /** Plays the whole film again. */
  noLoop(): void {
    this.set({ from: null, to: null });
    say(this.host, "No loop");
  }

  /** Where it is, for people who listen. */
  words(): string {
    return this.cut ? `frame ${this.at.frame + 1} of ${framesOf(this.cut)}, ${this.cut.name}, ${this.film.timeCode(this.at)}` : "";
  }

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.host.requestUpdate();
  }

  private get cut(): Cut | undefined {
    return this.film.cuts[this.at.cut];
  }

  private get start(): number {
    return this.from ?? 0;
  }

  private get end(): number {
    return this.to ?? this.film.frames;
  }

  private get onStage(): Screen | undefined {
    return this.screens?.[this.front];
  }

  private get idle(): Screen | undefined {
    return this.screens?.[this.front === 0 ? 1 : 0];
  }

  // Browsers play forward only: backward is a row of steps, each of which is seen.
  private async back(): Promise<void> {
    this.rest();
    this.set({ running: "backward" });
    this.aim = null;
    const order = ++this.order;
    while (this.state.running === "backward" && this.order === order) {
      const began = performance.now();
      if (this.frame <= this.start) return this.set({ running: "no" });
      const place = this.film.position(Math.max(this.start, this.frame - this.state.speed));
      await this.place(place, order);
      const left = 1000 / (this.film.cuts[place.cut]?.fps ?? 24) - (performance.now() - began);
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  private async show(place: Position, run: boolean): Promise<void> {
    const order = ++this.order;
    this.aim = this.film.number(place);
    if (run) this.set({ running: "forward" }); // for whoever stops it before it is there
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
      this.set({ at: place, slug: { before: place.frame, since: null } });
      void this.prepare(place.cut + 1);
      return;
    }
    const here = this.screens.findIndex((screen) => screen.cut === cut);
    const index = (here >= 0 ? here : this.shown && !this.slug ? 1 - this.front : this.front) as 0 | 1;
    const screen = this.screens[index];
    if (here < 0) {
      const address = await this.host.source.clip(cut.clip).catch(() => null);
      if (this.order !== order) return;
      if (address === null) return this.fail(cut);
      screen.load(cut, address);
    }
    if (index !== this.front) this.onStage?.video.pause();
    await screen.seek(place.frame);
    if (this.order !== order) return;
    if (screen.failed) return this.fail(cut);
    this.bring(index, place);
  }

  // A screen that is ready comes to the front.
  private bring(index: 0 | 1, at: Position): void {
    this.front = index;
    this.shown = true;
    this.set({ slug: null, at });
    void this.prepare(at.cut + 1);
  }

  /** Has the idle screen rest on the first frame of a cut. */
  private async prepare(index: number): Promise<void> {
    const cut = this.film.cuts[index];
    const idle = this.idle;
    if (!cut?.clip || !idle || this.screens?.some((screen) => screen.cut === cut)) return;
    const address = await this.host.source.clip(cut.clip).catch(() => null);
    if (address !== null && this.film.cuts[this.at.cut + 1] === cut && this.idle === idle && idle.cut !== cut) idle.load(cut, address);
  }

  private go(): void {
    this.set({ running: "forward" });
    if (this.slug) this.set({ slug: { before: this.at.frame, since: performance.now() } });
    else if (!this.shown) return void this.show(this.at, true);
    else this.run(this.onStage);
    cancelAnimationFrame(this.timer);
    this.timer = requestAnimationFrame(this.tick);
    this.host.dispatchEvent(new CustomEvent("vg-play", { bubbles: true, composed: true }));
  }

  private run(screen: Screen | undefined): void {
    if (!screen) return;
    screen.video.playbackRate = this.state.speed;
    screen.video.play().catch(() => { if (this.state.running === "forward" && screen.video.paused) this.rest(); });
  }

  private rest(): void {
    cancelAnimationFrame(this.timer);
    this.screens?.forEach((screen) => screen.video.pause());
    const { slug } = this.state;
    this.set({ running: "no", speed: 1, slug: slug && { before: slug.since === null ? slug.before : this.at.frame, since: null } });
  }

  private readonly tick = (now: number): void => {
    const { running, slug, speed, at } = this.state;
    const cut = this.cut;
    if (running !== "forward") return;
    this.timer = requestAnimationFrame(this.tick);
    if (!cut) return;
    const end = Math.min(framesOf(cut), this.to === null ? Infinity : this.to - (this.film.starts[at.cut] ?? 0));
    if (slug) {
      if (slug.since === null) return;
      const frame = slug.before + Math.floor(((now - slug.since) / 1000) * cut.fps * speed);
      if (frame >= end) this.next();
      else if (frame > at.frame) this.set({ at: { cut: at.cut, frame } });
      return;
    }
    if (this.aim !== null) return; // on its way elsewhere
    const screen = this.onStage;
    if (!screen) return;
    // What lies behind the end has no time of its own: on a busy machine it comes without the frame before it.
    const over = screen.shown >= end || (screen.shown === end - 1 && now >= screen.shownAt + 1000 * (1 / (cut.fps * speed) - earlier));
    if (over) this.next();
  };

  // The last frame of a cut has had its time.
  private next(): void {
    const following = this.at.cut + 1;
    if (!this.cut || (this.film.starts[following] ?? Infinity) >= this.end) {
      if (this.to !== null || this.from !== null) return void this.show(this.film.position(this.start), true);
      this.last(); // which a busy machine may have skipped
      return say(this.host, "The film is over");
    }
    const idle = this.idle;
    if (idle && idle.cut === this.film.cuts[following] && idle.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && idle.target === 0) {
      this.order++;
      this.onStage?.video.pause();
      this.run(idle);
      this.bring(this.front === 0 ? 1 : 0, { cut: following, frame: 0 });
    } else {
      void this.show({ cut: following, frame: 0 }, true);
    }
  }

  // A clip that cannot be played is a slug like one that is not there.
  private fail(cut: Cut): void {
    const { clip: _, ...rest } = cut;
    const goesOn = this.state.running === "forward";
    this.host.cuts = this.film.cuts.map((each) => (each === cut ? { ...rest, why: "The clip cannot be played" } : each));
    say(this.host, `${cut.name} cannot be played`);
    if (goesOn) void this.host.updateComplete.then(() => this.show(this.at, true));
  }
}
