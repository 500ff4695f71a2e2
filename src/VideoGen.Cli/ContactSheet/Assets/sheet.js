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

  // The film: two players take turns, the idle one already holds the next clip. A missing segment is a slug: its time passes, and it says why.
  const stage = document.getElementById("stage");
  if (!stage) return;
  const cuts = [...document.querySelectorAll(".cut")];
  const play = document.getElementById("play");
  const label = play.querySelector(".label");
  const slate = document.getElementById("slate");
  const slug = document.getElementById("slug");
  let [front, back] = [document.getElementById("film-a"), document.getElementById("film-b")];
  let at = 0;
  let gap = null; // of the slug on stage: seconds in all, seconds gone before the last start, moment of that start or null while it rests

  const load = (video, index) => {
    if (cuts[index]?.dataset.clip && video.dataset.index !== String(index)) {
      video.dataset.index = index;
      video.src = cuts[index].dataset.clip;
    }
  };
  const done = (index) => cuts[index].querySelector(".cut-done").style;
  const gone = () => gap.before + (gap.since === null ? 0 : (performance.now() - gap.since) / 1000);
  const isOn = () => gap !== null || front.classList.contains("on");
  const isPlaying = () => (gap ? gap.since !== null : !front.paused && !front.ended && front.classList.contains("on"));
  const show = (index, run) => {
    at = index;
    const cut = cuts[index];
    gap = cut.dataset.clip ? null : { seconds: Number(cut.dataset.seconds), before: 0, since: null };
    stage.classList.toggle("missing", gap !== null);
    slug.textContent = gap ? cut.dataset.why : "";
    if (gap) {
      [front, back].forEach((video) => { video.pause(); video.classList.remove("on"); });
    } else {
      if (back.dataset.index === String(index)) [front, back] = [back, front];
      load(front, index);
      front.currentTime = 0;
      back.pause();
      front.classList.add("on");
      back.classList.remove("on");
    }
    cuts.forEach((other, i) => { other.classList.toggle("on", i === index); done(i).width = i < index ? "100%" : "0"; });
    slate.textContent = cut.dataset.name;
    load(back, index + 1);
    if (run) begin(); else say();
  };
  const begin = () => {
    stage.classList.add("begun");
    clips.forEach((video) => video.pause());
    if (gap) gap.since ??= performance.now(); else front.play().catch(() => {});
    say();
  };
  const rest = () => {
    if (gap) gap = { ...gap, before: gone(), since: null }; else front.pause();
    say();
  };
  const step = (by) => show(Math.min(Math.max(at + by, 0), cuts.length - 1), stage.classList.contains("begun"));
  const next = () => { if (at + 1 < cuts.length) show(at + 1, true); else end(); };
  const toggle = () => {
    if (!isOn()) return show(at, true);
    if (isPlaying()) rest(); else begin();
  };
  const say = () => {
    stage.classList.toggle("playing", isPlaying());
    label.textContent = isPlaying() ? "Pause" : stage.classList.contains("begun") ? "Go on" : "Play as film";
    play.setAttribute("aria-label", label.textContent);
  };
  const end = () => {
    gap = null;
    stage.classList.remove("begun", "missing");
    [front, back].forEach((video) => video.classList.remove("on"));
    slate.textContent = slug.textContent = "";
    cuts.forEach((cut, i) => { cut.classList.remove("on"); done(i).width = "0"; });
    at = 0;
    say();
    if (!calm) startTogether();
  };
  [front, back].forEach((video) => {
    ["play", "pause"].forEach((e) => video.addEventListener(e, say));
    video.addEventListener("ended", () => { if (video === front && !gap) next(); });
    video.addEventListener("error", () => { if (video === front && !gap && video.dataset.index) next(); });
  });
  const tick = () => {
    if (gap) {
      done(at).width = `${Math.min(100, (100 * gone()) / gap.seconds)}%`;
      if (gone() >= gap.seconds) next();
    } else if (front.classList.contains("on") && front.duration) {
      done(at).width = `${(100 * front.currentTime) / front.duration}%`;
    }
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
