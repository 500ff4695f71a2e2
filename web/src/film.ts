/** One place of a film: a clip, or the slug that keeps its time. */
export interface Cut {
  /** Segment id. */
  readonly id: string;
  /** What people call it: "Scene 1 · Shot 2". */
  readonly name: string;
  /** Its length. Of a clip as the file has it, of a slug as it was planned. */
  readonly seconds: number;
  /** Frames per second of the clip; of the film for a slug. */
  readonly fps: number;
  /** Address of the clip for the source; a slug has none. */
  readonly clip?: string;
  /** Address of a still for the source. */
  readonly still?: string;
  /** Why there is no clip, in a few words. */
  readonly why?: string;
}

/** Frames of a cut, at least one. */
export const framesOf = (cut: Cut): number => Math.max(1, Math.round(cut.seconds * cut.fps));

/** A frame of a film: which cut, and which of its frames, both from 0. */
export interface Position {
  readonly cut: number;
  readonly frame: number;
}

/** Frames of all cuts, counted on from one to the next. */
export class Film {
  readonly starts: readonly number[];
  readonly frames: number;

  constructor(readonly cuts: readonly Cut[]) {
    const starts: number[] = [];
    let sum = 0;
    for (const cut of cuts) {
      starts.push(sum);
      sum += framesOf(cut);
    }
    this.starts = starts;
    this.frames = sum;
  }

  /** Frame of the film, from 0. */
  number(at: Position): number {
    return (this.starts[at.cut] ?? 0) + at.frame;
  }

  /** The frame with this number, or the nearest there is. */
  position(number: number): Position {
    const wanted = Math.min(Math.max(Math.round(number), 0), Math.max(0, this.frames - 1));
    let cut = 0;
    while (cut + 1 < this.cuts.length && (this.starts[cut + 1] ?? Infinity) <= wanted) cut++;
    return { cut, frame: wanted - (this.starts[cut] ?? 0) };
  }

  /** Time code of a frame: hours, minutes, seconds and frames of that second, at the rate of its cut. */
  timeCode(at: Position): string {
    const before = this.cuts.slice(0, at.cut).reduce((sum, cut) => sum + framesOf(cut) / cut.fps, 0);
    const fps = this.cuts[at.cut]?.fps ?? 24;
    return timeCode(Math.round(before * fps) + at.frame, fps);
  }
}

/** Time code without dropped frames. */
export const timeCode = (frame: number, fps: number): string => {
  const rate = Math.max(1, Math.round(fps));
  const seconds = Math.floor(frame / rate);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % rate]
    .map((n) => String(n).padStart(2, "0"))
    .join(":");
};
