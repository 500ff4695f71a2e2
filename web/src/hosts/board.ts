import "../elements/player.js";
import "../elements/compare.js";
import "../elements/timeline.js";
import type { Compare } from "../elements/compare.js";
import type { Player } from "../elements/player.js";
import type { Timeline } from "../elements/timeline.js";
import type { Cut } from "../film.js";
import type { Line } from "../history.js";
import { listen } from "../elements/say.js";
import { follow } from "../board/follow.js";
import { localTimes } from "../board/times.js";

// The board: pages are HTML from the server and work without this script, which adds the player, comparison, local times and news.
const number = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
};

const cutOf = ({ dataset: { id, name, seconds, fps, clip, still, why } }: HTMLElement): Cut => ({
  id: id ?? "",
  name: name ?? "",
  seconds: number(seconds, 1),
  fps: number(fps, 24),
  ...(clip ? { clip } : {}),
  ...(still ? { still } : {}),
  ...(why ? { why } : {}),
});

const lineOf = (element: HTMLElement): Line => {
  const { wait, doing, still } = element.dataset;
  return wait !== undefined
    ? { seconds: number(wait, 0), doing: doing ?? "", goesOn: still !== undefined }
    : {
        at: element.querySelector("time")?.dateTime ?? "",
        source: element.querySelector(".source")?.textContent ?? "",
        words: element.querySelector("[dir]")?.textContent ?? "",
      };
};

const region = document.querySelector<HTMLElement>("[data-live]");
if (region) listen(document, region);

const dress = (root: ParentNode): void => {
  localTimes(root);
  const players = root instanceof Element && root.matches("vg-player") ? [root as Player] : [...root.querySelectorAll<Player>("vg-player")];
  for (const film of players) {
    const cuts = [...film.querySelectorAll<HTMLElement>("[data-name]")].map(cutOf);
    // What can be played without a script is not loaded twice.
    film.querySelectorAll("video").forEach((video) => video.remove());
    film.cuts = cuts;
  }
  for (const timeline of root.querySelectorAll<Timeline>("vg-timeline")) timeline.lines = [...timeline.querySelectorAll<HTMLElement>("li")].map(lineOf);
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-compare]")) {
    button.hidden = false;
    button.addEventListener("click", () => compare(button));
  }
};

const compare = (button: HTMLButtonElement): void => {
  const takes = [...(button.closest(".takes")?.querySelectorAll<HTMLElement>("[data-clip]") ?? [])].map(cutOf);
  const place = button.parentElement?.querySelector("[data-compared]");
  const [a, b] = takes.slice(-2);
  if (!place || !a || !b) return;
  const element = document.createElement("vg-compare") as Compare;
  element.a = a;
  element.b = b;
  place.replaceChildren(element);
  button.hidden = true;
};

// A file that is dropped on the field is its text.
const field = document.querySelector<HTMLTextAreaElement>("[data-drop]");
field?.addEventListener("dragover", (event) => event.preventDefault());
field?.addEventListener("drop", (event) => {
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  event.preventDefault();
  void file.text().then((text) => { field.value = text; });
});

dress(document);
follow(dress);
