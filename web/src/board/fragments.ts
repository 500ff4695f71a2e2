import type { Pair } from "../elements/pair.js";
import { mergeRows } from "./rows.js";

interface Policies {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): { createHTML(html: string): string };
}

// Markup of this server's own pages, and of nothing else, becomes elements; the page's policy lets no other text become any.
const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const own = policies?.createPolicy("board", { createHTML: (html) => html });

/** Why the server did not show the page. */
export class NotShown extends Error {
  constructor(readonly status: number) {
    super(`The server answered ${status}.`);
  }
}

/** Reads this page anew from the server. */
export const pageAnew = async (): Promise<Document> => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new NotShown(answer.status);
  const html = await answer.text();
  return new DOMParser().parseFromString((own ? own.createHTML(html) : html) as string, "text/html");
};

const inUse = (part: Element): boolean =>
  part.contains(document.activeElement) || (part.matches("vg-player") && (part as { playing?: boolean } & Element).playing === true) || [...part.querySelectorAll<Pair>("vg-pair")].some((pair) => pair.open);

const nameOf = (details: HTMLDetailsElement): string => details.querySelector("summary")?.textContent ?? "";

/**
 * Puts the parts of a fresh page in place of those that changed. What somebody is in the middle of stays as it is.
 * @returns how many parts changed and stay, because they are in use.
 */
export const replaceParts = (fresh: Document, dress: (root: ParentNode) => void): number => {
  let kept = 0;
  for (const part of document.querySelectorAll<HTMLElement>("[data-part]")) {
    const next = fresh.querySelector<HTMLElement>(`[data-part="${CSS.escape(part.dataset["part"] ?? "")}"]`);
    const [rows, freshRows] = [part, next].map((each) => each?.querySelector<HTMLElement>("[data-rows]"));
    if (!next || (part.dataset["revision"] !== undefined && part.dataset["revision"] === next.dataset["revision"])) continue;
    if (rows && freshRows) {
      mergeRows(rows, freshRows, dress);
      part.dataset["revision"] = next.dataset["revision"] ?? "";
      continue;
    }
    if (inUse(part)) {
      kept++;
      continue;
    }
    const open = new Map([...part.querySelectorAll("details")].map((details) => [nameOf(details), details.open]));
    next.querySelectorAll("vg-player video").forEach((video) => video.remove()); // or each would begin to load, to be taken out at once
    const adopted = document.importNode(next, true);
    adopted.querySelectorAll("details").forEach((details) => { details.open = open.get(nameOf(details)) ?? details.open; }); // what is new is as the server wants it
    part.replaceWith(adopted);
    dress(adopted);
  }
  // A server that was started anew takes no forms of its former life.
  const token = fresh.querySelector<HTMLInputElement>("input[name=form_token]")?.value;
  if (token) document.querySelectorAll<HTMLInputElement>("input[name=form_token]").forEach((field) => { field.value = token; });
  document.title = fresh.title;
  const asOf = [document, fresh].map((page) => page.querySelector("[data-as-of]"));
  if (asOf[0] && asOf[1]) {
    asOf[0].replaceChildren(...[...document.importNode(asOf[1], true).childNodes]);
    dress(asOf[0]);
  }
  return kept;
};
