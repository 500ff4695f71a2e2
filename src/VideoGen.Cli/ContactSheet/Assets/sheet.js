"use strict";
(() => {
  const clips = [...document.querySelectorAll("video[data-side-by-side]")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Side by side: all start together, once each can.
  const ready = (video) => video.readyState >= 3 || video.error
    ? Promise.resolve()
    : new Promise((done) => ["canplay", "error"].forEach((e) => video.addEventListener(e, done, { once: true })));
  const startTogether = async () => {
    clips.forEach((video) => { video.pause(); video.currentTime = 0; });
    await Promise.all(clips.map(ready));
    clips.forEach((video) => video.play().catch(() => {}));
  };
  // The browser's own controls only where somebody points or tabs to; without this script they are always there.
  clips.forEach((video) => {
    video.controls = calm;
    video.tabIndex = 0;
    ["pointerenter", "focus"].forEach((e) => video.addEventListener(e, () => { video.controls = true; }));
    ["pointerleave", "blur"].forEach((e) => video.addEventListener(e, () => { video.controls = calm || document.activeElement === video; }));
  });
  document.querySelectorAll("[data-restart]").forEach((button) => button.addEventListener("click", startTogether));
  if (!calm) startTogether();

  // The film: two players take turns, the idle one already holds the next clip.
  const stage = document.getElementById("stage");
  if (!stage) return;
  const cuts = [...document.querySelectorAll(".cut")];
  const play = document.getElementById("play");
  const label = play.querySelector(".label");
  const slate = document.getElementById("slate");
  let [front, back] = [document.getElementById("film-a"), document.getElementById("film-b")];
  let at = 0;

  const load = (video, index) => {
    if (cuts[index] && video.dataset.index !== String(index)) {
      video.dataset.index = index;
      video.src = cuts[index].dataset.clip;
    }
  };
  const done = (index) => cuts[index].querySelector(".cut-done").style;
  const show = (index, run) => {
    at = index;
    if (back.dataset.index === String(index)) [front, back] = [back, front];
    load(front, index);
    front.currentTime = 0;
    back.pause();
    front.classList.add("on");
    back.classList.remove("on");
    cuts.forEach((cut, i) => { cut.classList.toggle("on", i === index); done(i).width = i < index ? "100%" : "0"; });
    slate.textContent = cuts[index].dataset.name;
    load(back, index + 1);
    if (run) begin();
  };
  const begin = () => {
    stage.classList.add("begun");
    clips.forEach((video) => video.pause());
    front.play().catch(() => {});
  };
  const step = (by) => show(Math.min(Math.max(at + by, 0), cuts.length - 1), stage.classList.contains("begun"));
  const toggle = () => {
    if (!front.classList.contains("on")) return show(at, true);
    if (front.paused) begin(); else front.pause();
  };
  const say = () => {
    const playing = !front.paused && !front.ended;
    stage.classList.toggle("playing", playing);
    label.textContent = playing ? "Pause" : stage.classList.contains("begun") ? "Go on" : "Play as film";
    play.setAttribute("aria-label", label.textContent);
  };
  const end = () => {
    stage.classList.remove("begun");
    [front, back].forEach((video) => video.classList.remove("on"));
    slate.textContent = "";
    cuts.forEach((cut, i) => { cut.classList.remove("on"); done(i).width = "0"; });
    at = 0;
    say();
    if (!calm) startTogether();
  };
  [front, back].forEach((video) => {
    ["play", "pause"].forEach((e) => video.addEventListener(e, say));
    video.addEventListener("ended", () => { if (video === front) { if (at + 1 < cuts.length) show(at + 1, true); else end(); } });
    video.addEventListener("error", () => { if (video === front && video.dataset.index) { if (at + 1 < cuts.length) show(at + 1, true); else end(); } });
  });
  const tick = () => {
    if (front.classList.contains("on") && front.duration) done(at).width = `${(100 * front.currentTime) / front.duration}%`;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  play.addEventListener("click", toggle);
  cuts.forEach((cut, index) => cut.addEventListener("click", () => show(index, true)));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("video")) return;
    if (event.key === " " && !event.target.closest("button")) { event.preventDefault(); toggle(); }
    if (event.key === "ArrowRight") step(1);
    if (event.key === "ArrowLeft") step(-1);
    if (event.key.toLowerCase() === "r") startTogether();
  });
})();
