import { NotShown, pageAnew, replaceParts } from "./fragments.js";

interface Progress { readonly segment_id?: string; readonly message?: string }

const soon = 300;
const trySeconds = 5;

/** Keeps a page up to date while somebody looks at it, and says so when it is not. */
export const follow = (dress: (root: ParentNode) => void): void => {
  const live = document.querySelector<HTMLElement>("[data-live]");
  const tell = (words: string, stale: boolean): void => {
    if (live && live.textContent !== words) live.textContent = words;
    document.documentElement.classList.toggle("stale", stale);
  };

  // One look at a time, and the first of many events is not kept waiting by those that follow it.
  let timer = 0;
  let busy = false;
  let words = "";
  let stream: EventSource | null = null;
  let over = false; // nothing more is to come
  let out = false; // nor can anything be asked
  const later = (said: string, wait = soon): void => {
    if (out) return;
    words = said;
    if (timer === 0) timer = window.setTimeout(() => void renew(words), wait);
  };
  const renew = async (said: string): Promise<void> => {
    window.clearTimeout(timer);
    timer = 0;
    if (out) return;
    if (busy) return later(said);
    busy = true;
    try {
      const kept = replaceParts(await pageAnew(), dress);
      tell(kept > 0 ? "Something changed where you are at work: load the page to see it." : said, kept > 0);
    } catch (fault) {
      if (fault instanceof NotShown && fault.status === 401) {
        over = out = true;
        stream?.close();
        tell("You are signed out, and this page is not up to date: load it to sign in again.", true);
        return;
      }
      tell("This page is not up to date: the server cannot be asked. Trying again.", true);
      later(said, trySeconds * 1000);
    } finally {
      busy = false;
    }
  };

  const address = document.querySelector<HTMLElement>("[data-events]")?.dataset["events"];
  if (address) {
    const open = (): void => {
      if (over || stream) return;
      const source = new EventSource(address);
      stream = source;
      let lost = false;
      source.addEventListener("open", () => {
        if (lost) later("Up to date again.");
        lost = false;
        tell("Shown as it happens.", false);
      });
      source.addEventListener("progress", (event) => {
        const { segment_id: segment, message } = JSON.parse((event as MessageEvent<string>).data) as Progress;
        const place = segment ? document.querySelector(`[data-progress="${CSS.escape(segment)}"]`) : null;
        if (place && message) place.textContent = message;
        later("Shown as it happens.");
      });
      source.addEventListener("list", (event) => {
        if ((event as MessageEvent<string>).data !== document.querySelector<HTMLElement>("[data-part=list]")?.dataset["revision"]) later("Shown as it happens.");
      });
      source.addEventListener("answer", () => {
        over = true;
        source.close();
        later("Everything has ended.");
      });
      source.addEventListener("error", () => {
        lost = true;
        if (over) return;
        tell("This page is not up to date: the connection is lost. Trying again.", true);
        if (source.readyState === EventSource.CLOSED) {
          // Refused for good, or told that there is nothing more: the page itself knows better.
          stream = null;
          window.setTimeout(() => void renew("Up to date again.").then(open), trySeconds * 1000);
        }
      });
    };
    const close = (): void => {
      stream?.close();
      stream = null;
    };
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) close();
      else {
        open();
        later("Shown as it happens.");
      }
    });
    if (!document.hidden) open();
    return;
  }

  const every = Number(document.querySelector<HTMLElement>("[data-every]")?.dataset["every"]);
  if (!(every > 0)) return;
  const look = (): void => { if (!document.hidden) void renew(""); };
  window.setInterval(look, every * 1000);
  document.addEventListener("visibilitychange", look);
};
