import { framesOf, type Cut } from "../film.js";

/** A video element that shows frames by number and says which one is on it. */
export class Screen {
  /** The cut whose clip it holds. */
  cut: Cut | null = null;
  /** Number of the frame that is on it; −1 before the first. */
  shown = -1;
  /** When that frame was handed to the display, on the clock of the page. */
  shownAt = 0;
  /** Whether its clip turned out not to be playable. */
  failed = false;
  /** Called with each frame that comes on the screen. */
  onframe: (() => void) | null = null;
  /** Called when the clip cannot be played. */
  onerror: (() => void) | null = null;

  private wanted: number | null = null;
  private waiters: (() => void)[] = [];

  constructor(readonly video: HTMLVideoElement) {
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    video.disablePictureInPicture = true;
    video.addEventListener("seeked", () => this.settle());
    video.addEventListener("loadeddata", () => this.settle());
    video.addEventListener("error", () => {
      if (!video.getAttribute("src")) return;
      this.failed = true;
      this.release();
      this.onerror?.();
    });
    const follow = (now: number, frame: VideoFrameCallbackMetadata): void => {
      if (this.cut) {
        this.shown = Math.min(Math.round(frame.mediaTime * this.cut.fps), framesOf(this.cut) - 1);
        this.shownAt = Math.max(now, frame.expectedDisplayTime);
        this.onframe?.();
      }
      video.requestVideoFrameCallback(follow);
    };
    video.requestVideoFrameCallback(follow);
  }

  /** Takes a clip. It rests on its first frame. */
  load(cut: Cut, address: string): void {
    if (this.cut === cut && this.video.getAttribute("src") === address) return;
    this.video.pause();
    this.cut = cut;
    this.shown = -1;
    this.wanted = null;
    this.failed = false;
    this.video.src = address;
  }

  /** Lets go of its clip, and of the decoder behind it. */
  clear(): void {
    this.video.pause();
    this.cut = null;
    this.shown = -1;
    this.wanted = null;
    this.release();
    if (this.video.getAttribute("src")) {
      this.video.removeAttribute("src");
      this.video.load();
    }
  }

  /** Goes to a frame. Done when it can be seen; a later call overtakes an earlier one. */
  async seek(frame: number): Promise<void> {
    if (!this.cut || this.failed) return;
    this.wanted = Math.min(Math.max(frame, 0), framesOf(this.cut) - 1);
    const done = new Promise<void>((resolve) => this.waiters.push(resolve));
    if (!this.video.seeking && this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.go();
    await done;
  }

  /** Where it is or is about to be. */
  get target(): number {
    return this.wanted ?? Math.max(0, this.shown);
  }

  private go(): void {
    const cut = this.cut;
    if (!cut || this.wanted === null) return this.release();
    // The middle of a frame: at its edge some browsers show the one before.
    const time = (this.wanted + 0.5) / cut.fps;
    if (this.shown === this.wanted && Math.abs(this.video.currentTime - time) < 0.6 / cut.fps) {
      this.wanted = null;
      return this.release();
    }
    this.video.currentTime = time;
  }

  private settle(): void {
    if (this.wanted === null || !this.cut) return this.release();
    if (Math.floor(this.video.currentTime * this.cut.fps + 0.001) !== this.wanted) return this.go();
    this.shown = this.wanted;
    this.wanted = null;
    this.release();
  }

  private release(): void {
    const waiting = this.waiters;
    this.waiters = [];
    waiting.forEach((done) => done());
  }
}
