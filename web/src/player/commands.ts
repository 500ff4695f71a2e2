/** What a key asks of a player. */
export type Command =
  | "toggle" | "forward" | "backward" | "next-frame" | "previous-frame" | "next-ten" | "previous-ten"
  | "in" | "out" | "clear" | "first" | "last" | "next-segment" | "previous-segment"
  | "side" | "wipe" | "difference";

const commands: Readonly<Record<string, Command>> = {
  " ": "toggle", k: "toggle", l: "forward", j: "backward",
  ArrowRight: "next-frame", ArrowLeft: "previous-frame", ".": "next-frame", ",": "previous-frame",
  i: "in", o: "out", x: "clear", Home: "first", End: "last",
  ArrowDown: "next-segment", ArrowUp: "previous-segment", s: "side", w: "wipe", d: "difference",
};

/** Keys and what they do, for the list that a player shows. */
export const keyList: readonly (readonly [string, string])[] = [
  ["Space, K", "play, pause"],
  ["L", "forward; again: faster"],
  ["J", "backward, frame by frame; again: faster"],
  ["← →, comma, full stop", "one frame"],
  ["Shift + ← →", "ten frames"],
  ["K held + J or L", "one frame"],
  ["Home, End", "first, last frame"],
];

/** Reads keys for one player. K is held to make J and L step by one frame. */
export class Keys {
  private held = false;
  private stepped = false;

  /** The command of a key that goes down; null where the key is not for the player. */
  down(event: KeyboardEvent): Command | null {
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const on = event.composedPath()[0];
    const pressesButton = on instanceof HTMLElement && ["BUTTON", "SUMMARY", "A"].includes(on.tagName) && (key === " " || key === "Enter");
    const writes = on instanceof HTMLElement && (["TEXTAREA", "SELECT"].includes(on.tagName) || (on instanceof HTMLInputElement && ["text", "radio"].includes(on.type)));
    if (pressesButton || writes) return null;
    if (key === "k") {
      if (event.repeat) return null;
      this.held = true;
      this.stepped = false;
      return null; // plays or pauses when it comes up, unless it was held for J or L
    }
    const command = commands[key] ?? null;
    if (this.held && (command === "forward" || command === "backward")) {
      this.stepped = true;
      return command === "forward" ? "next-frame" : "previous-frame";
    }
    if (event.shiftKey && command === "next-frame") return "next-ten";
    if (event.shiftKey && command === "previous-frame") return "previous-ten";
    return command;
  }

  /** The command of a key that comes up. */
  up(event: KeyboardEvent): Command | null {
    if (event.key.toLowerCase() !== "k" || !this.held) return null;
    this.held = false;
    return this.stepped ? null : "toggle";
  }
}
