import { css } from "lit";

/** Colours and shapes that all elements share. A page sets the custom properties; without any, these are they. */
export const look = css`
  :host {
    --_ink: var(--ink, #ece7de); --_soft: var(--soft, #a8a297); --_faint: var(--faint, #8d887e); --_line: var(--line, #34343a);
    --_card: var(--card, #141417); --_raised: var(--raised, #1f1f24); --_light: var(--light, #e9b872); --_on-light: var(--on-light, #17130c);
    --_good: var(--good, #8fc7a0); --_bad: var(--bad, #e58a78);
    --_serif: var(--serif, Georgia, serif); --_sans: var(--sans, system-ui, sans-serif); --_mono: var(--mono, ui-monospace, monospace);
    display: block; color: var(--_ink); overflow-wrap: anywhere;
  }
  :host([hidden]), [hidden] { display: none !important; }
  * { box-sizing: border-box; margin: 0; padding: 0; }
  button, input, summary, textarea { font: inherit; color: inherit; }
  button { background: none; border: 1px solid var(--_line); border-radius: 999px; padding: .35rem .8rem; min-height: 2.1rem; cursor: pointer; }
  button:hover { border-color: var(--_faint); }
  button:disabled { opacity: .6; cursor: default; }
  :focus-visible { outline: 2px solid var(--_light); outline-offset: 2px; border-radius: 4px; }
  button:focus-visible { border-radius: 999px; }
  ul, ol { list-style: none; }
  summary { cursor: pointer; }
  .quiet { color: var(--_soft); font-size: .85em; }
  .id, code { font-family: var(--_mono); font-size: .8em; color: var(--_soft); }
  .slug { display: grid; place-content: center; gap: .3rem; padding: 1rem; text-align: center; color: #ece7de; background: repeating-linear-gradient(135deg, #101012 0 14px, #19191d 14px 28px); }
  .only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;
