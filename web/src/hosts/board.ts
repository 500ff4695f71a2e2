import "../elements/player.js";
import "../elements/pair.js";
import "../elements/timeline.js";
import type { Pair } from "../elements/pair.js";
import type { Player } from "../elements/player.js";
import type { Take } from "../elements/takes.js";
import type { Timeline } from "../elements/timeline.js";
import type { Line } from "../history.js";
import { listen } from "../elements/say.js";
import { follow } from "../board/follow.js";
import { localTimes } from "../board/times.js";
import { cutOf, number } from "./attributes.js";

// The board: pages are HTML from the server and work without this script, which adds the player, comparison, local times and news.
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

const takeOf = (element: HTMLElement): Take => ({
  number: number(element.dataset["take"], 1),
  words: "",
  chosen: element.dataset["chosen"] !== undefined,
  cut: cutOf(element),
});

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
  for (const pair of root.querySelectorAll<Pair>("vg-pair")) pair.list = [...(pair.closest(".takes")?.querySelectorAll<HTMLElement>("[data-take][data-clip]") ?? [])].map(takeOf);
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
