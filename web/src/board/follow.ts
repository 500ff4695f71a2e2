import { NotShown, pageAnew, replaceParts } from "./fragments.js";

interface Progress { readonly segment_id?: string; readonly message?: string }

const soon = 300;
const trySeconds = 5;
const live = "Shown as it happens.";
const again = "Up to date again.";

/** Where a page hears of what happens; nothing where nothing is being made. */
const eventsOf = (page: Document): string | undefined => page.querySelector<HTMLElement>("[data-events]")?.dataset["events"];

/** Keeps a page up to date while somebody looks at it, and says so when it is not. */
export const follow = (dress: (root: ParentNode) => void): void => {
  const region = document.querySelector<HTMLElement>("[data-live]");
  const isStale = (): boolean => document.documentElement.classList.contains("stale");
  const tell = (words: string, stale: boolean): void => {
    if (region && region.textContent !== words) region.textContent = words;
    document.documentElement.classList.toggle("stale", stale);
  };

  let address = eventsOf(document);
  let stream: EventSource | null = null;
  let lost = false; // since the page was read last, something may have been missed
  let out = false; // nothing can be asked any more

  // One look at a time, and the first of many events is not kept waiting by those that follow it.
  let timer = 0;
  let busy = false;
  let words = "";
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
      const fresh = await pageAnew();
      const kept = replaceParts(fresh, dress);
      lost = false;
      tell(kept > 0 ? "Something changed where you are at work: load the page to see it." : said, kept > 0);
      // What had ended may go on, and the other way round.
      if (eventsOf(fresh) !== address) close();
      address = eventsOf(fresh);
      open();
    } catch (fault) {
      if (fault instanceof NotShown && fault.status === 401) {
        out = true;
        close();
        tell("You are signed out, and this page is not up to date: load it to sign in again.", true);
        return;
      }
      tell("This page is not up to date: the server cannot be asked. Trying again.", true);
      later(said || again, trySeconds * 1000);
    } finally {
      busy = false;
    }
  };

  const close = (): void => {
    stream?.close();
    stream = null;
  };
  const open = (): void => {
    if (out || stream || !address || document.hidden) return;
    const source = new EventSource(address);
    stream = source;
    source.addEventListener("open", () => {
      if (lost) later(again); // up to date once it was read
      else if (!isStale()) tell(live, false);
    });
    source.addEventListener("progress", (event) => {
      const { segment_id: segment, message } = JSON.parse((event as MessageEvent<string>).data) as Progress;
      const place = segment ? document.querySelector(`[data-progress="${CSS.escape(segment)}"]`) : null;
      if (place && message) place.textContent = message;
      later(live);
    });
    source.addEventListener("list", (event) => {
      if ((event as MessageEvent<string>).data !== document.querySelector<HTMLElement>("[data-part=list]")?.dataset["revision"]) later(live);
    });
    source.addEventListener("again", () => {
      close(); // it has lasted as long as it may, and nothing is wrong
      open();
    });
    source.addEventListener("answer", () => {
      close();
      address = undefined;
      later("Everything has ended.");
    });
    source.addEventListener("error", () => {
      if (stream !== source) return;
      lost = true;
      tell("This page is not up to date: the connection is lost. Trying again.", true);
      if (source.readyState === EventSource.CLOSED) {
        // Refused for good: the page itself knows better.
        stream = null;
        later(again, trySeconds * 1000);
      }
    });
  };

  // Without a stream it is looked at now and then, and nothing is said as long as that works.
  const look = (): void => { if (!document.hidden && !stream) void renew(isStale() ? again : region?.textContent ?? ""); };
  const every = Number(document.querySelector<HTMLElement>("[data-every]")?.dataset["every"]);
  if (every > 0) window.setInterval(look, every * 1000);
  if (!address && !(every > 0)) return;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (address) {
      open();
      later(live);
    } else look();
  });
  open();
};
