import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { seconds, type SegmentFacts } from "../facts.js";
import { asItStands, type Source } from "../source.js";
import { look } from "./look.js";
import "./strip.js";

const marks = { planned: "○", waiting: "…", made: "✓", failed: "✕" } as const;

/** One segment: its stills, what the camera does, seconds, model, price, and where it stands. What can be done with it is put into its slot. */
export class Segment extends LitElement {
  static override readonly properties = { facts: { attribute: false }, source: { attribute: false } };

  static override readonly styles = [look, css`
    article { background: var(--_card); border: 1px solid var(--_line); border-radius: 10px; padding: .8rem; display: grid; gap: .6rem; }
    .failed { border-color: var(--_bad); }
    header { display: flex; flex-wrap: wrap; gap: .1rem .8rem; align-items: baseline; }
    h3 { font: 400 1.1rem var(--_serif); }
    .state { margin-inline-start: auto; font-size: .85rem; }
    .made .state { color: var(--_good); } .failed .state { color: var(--_bad); } .waiting .state { color: var(--_light); }
    progress { width: 100%; height: .5rem; accent-color: var(--_light); }
    .facts { color: var(--_soft); font-size: .88rem; font-variant-numeric: tabular-nums; }
    .facts b { color: var(--_ink); font-weight: 600; }
    details p { font: .95rem/1.5 var(--_serif); white-space: pre-wrap; margin-top: .3rem; }
    details li { color: var(--_soft); font-size: .88rem; margin-top: .2rem; }
    .next { font-size: .9rem; }
  `];

  declare facts: SegmentFacts | null;
  declare source: Source;

  constructor() {
    super();
    this.facts = null;
    this.source = asItStands;
  }

  protected override render(): TemplateResult | typeof nothing {
    const facts = this.facts;
    if (!facts) return nothing;
    const { state } = facts;
    return html`<article class=${state.kind} aria-label=${facts.name}>
      <header><h3>${facts.name}</h3><span class="state"><span aria-hidden="true">${marks[state.kind]}</span> ${state.words}</span></header>
      <vg-strip .frames=${facts.frames} .source=${this.source}></vg-strip>
      ${state.kind === "waiting" ? html`<progress aria-label=${`${facts.name}, rendering`} max="100" value=${state.percent ?? nothing}></progress>` : nothing}
      ${state.message ? html`<p class="next" dir="auto">${state.message}</p>` : nothing}
      ${state.next ? html`<p class="next" dir="auto"><b>Next:</b> ${state.next}</p>` : nothing}
      <p class="facts">${facts.lengths.map(([name, length]) => html`<b>${seconds(length)}</b> ${name} · `)}${facts.model} · <b>${facts.price}</b></p>
      ${facts.prompt || facts.lines.length > 0 ? html`<details><summary class="quiet">Prompt and decisions</summary>
        ${facts.prompt ? html`<p dir="auto">${facts.prompt}</p>` : nothing}
        <ul>${facts.lines.map((line) => html`<li dir="auto">${line}</li>`)}</ul></details>` : nothing}
      <slot></slot>
    </article>`;
  }
}

customElements.define("vg-segment", Segment);
