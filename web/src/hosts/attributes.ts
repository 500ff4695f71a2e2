import type { Cut } from "../film.js";

// What C# wrote as HTML says in data attributes what elements need to know.

/** A number above 0, or what to take otherwise. */
export const number = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
};

/** A place of a film. */
export const cutOf = ({ dataset: { id, name, seconds, fps, clip, still, why } }: HTMLElement): Cut => ({
  id: id ?? "",
  name: name ?? "",
  seconds: number(seconds, 1),
  fps: number(fps, 24),
  ...(clip ? { clip } : {}),
  ...(still ? { still } : {}),
  ...(why ? { why } : {}),
});
