import "../elements/player.js";
import { listen } from "../elements/say.js";
import type { Player } from "../elements/player.js";
import { cutOf } from "./attributes.js";

// The contact sheet: C# wrote the facts as HTML, which can be read without this script. It finds them there.
const region = document.querySelector<HTMLElement>("[role=status]");
if (region) listen(document, region);

const film = document.querySelector<Player>("vg-player");
if (film) film.cuts = [...film.querySelectorAll<HTMLElement>("[data-name]")].map(cutOf);

// Side by side: all clips start together, once each can.
const clips = [...document.querySelectorAll<HTMLVideoElement>("video[data-side-by-side]")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const ready = (video: HTMLVideoElement): Promise<unknown> =>
  video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA || video.error
    ? Promise.resolve()
    : new Promise((done) => ["canplay", "error"].forEach((event) => video.addEventListener(event, done, { once: true })));
const startTogether = async (): Promise<void> => {
  clips.forEach((video) => { video.pause(); video.currentTime = 0; });
  await Promise.all(clips.map(ready));
  clips.forEach((video) => { video.play().catch(() => undefined); });
};
// The browser's own controls only where somebody points or tabs to; without this script they are always there.
clips.forEach((video) => {
  video.controls = calm.matches;
  video.tabIndex = 0;
  ["pointerenter", "focus"].forEach((event) => video.addEventListener(event, () => { video.controls = true; }));
  ["pointerleave", "blur"].forEach((event) => video.addEventListener(event, () => { video.controls = calm.matches || document.activeElement === video; }));
});
document.querySelectorAll("[data-restart]").forEach((button) => button.addEventListener("click", () => void startTogether()));
if (!calm.matches) void startTogether();
film?.addEventListener("vg-play", () => clips.forEach((video) => video.pause()));
// Whoever asks for calm while they play gets it.
calm.addEventListener("change", () => { if (calm.matches) clips.forEach((video) => { video.pause(); }); });
