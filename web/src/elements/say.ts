/** Words for people who listen. The page has one live region, and reads them there. */
export const say = (from: EventTarget, words: string): void => {
  from.dispatchEvent(new CustomEvent("vg-say", { detail: words, bubbles: true, composed: true }));
};

/** Makes an element the page's live region for everything inside a root. */
export const listen = (root: EventTarget, region: HTMLElement): void => {
  root.addEventListener("vg-say", (event) => {
    const words = (event as CustomEvent<string>).detail;
    if (region.textContent !== words) region.textContent = words;
  });
};
