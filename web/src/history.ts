/** Something that happened to a segment. */
export interface Moment {
  /** When, ISO 8601. */
  readonly at: string;
  /** Who caused it. */
  readonly source: string;
  readonly words: string;
}

/** A time in which nothing happened. */
export interface Wait {
  readonly seconds: number;
  /** What goes on meanwhile, in words: "rendering". */
  readonly doing: string;
  /** Whether it has not ended. */
  readonly goesOn: boolean;
}

export type Line = Moment | Wait;

/** A length of time, with its two largest units. */
export const span = (seconds: number): string => {
  const whole = Math.floor(Math.max(0, seconds));
  const [days, hours, minutes] = [Math.floor(whole / 86_400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60];
  return days > 0 ? `${days} d ${hours} h` : hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
};

const notable = 5;

const doing: Readonly<Record<string, string>> = {
  planned: "waiting for its turn",
  submitting: "submitting",
  queued: "in the provider's queue",
  running: "rendering",
  downloading: "fetching and storing the clip",
  submission_unknown: "finding out whether the provider has it",
};

interface History {
  readonly state: string;
  readonly planned_at: string;
  readonly now: string;
  readonly lines: readonly { readonly at: string; readonly source: string; readonly state?: string; readonly message: string }[];
}

const isHistory = (json: unknown): json is History => {
  const history = json as Partial<History> | null;
  return typeof history === "object" && typeof history?.state === "string" && typeof history.planned_at === "string" && typeof history.now === "string"
    && Array.isArray(history.lines) && history.lines.every((line) => typeof line?.at === "string" && typeof line.message === "string");
};

/** The lines of a history as the server has it, with the waits between them; null for anything else. */
export const linesOf = (json: unknown): Line[] | null => {
  if (!isHistory(json)) return null;
  const lines: Line[] = [];
  let [state, last] = ["planned", Date.parse(json.planned_at)];
  const wait = (until: number, goesOn: boolean): void => {
    const seconds = (until - last) / 1000;
    if (goesOn || seconds >= notable) lines.push({ seconds, doing: doing[state] ?? "later", goesOn });
  };
  for (const line of json.lines) {
    const at = Date.parse(line.at);
    wait(at, false);
    lines.push({ at: line.at, source: String(line.source ?? ""), words: line.message });
    [state, last] = [line.state ?? state, at];
  }
  if (json.state in doing) wait(Date.parse(json.now), true);
  return lines;
};
