import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { dollars, seconds, type SegmentFacts } from "../facts.js";
import { asItStands, type Source } from "../source.js";
import type { Notice, Offer } from "../wire.js";
import { look } from "./look.js";
import "./offers.js";
import "./problems.js";
import "./segment.js";

/** What a plan as a whole says. */
export interface PlanFacts {
  readonly provider: string;
  readonly segments: readonly SegmentFacts[];
  readonly seconds: number;
  readonly usd: number;
  readonly leftOut: readonly string[];
  readonly decisions: readonly string[];
  readonly warnings: readonly Notice[];
  readonly offers: readonly Offer[];
}

/** A plan with its price and one button that approves it. */
export class Plan extends LitElement {
  static override readonly properties = { facts: { attribute: false }, source: { attribute: false }, busy: { type: Boolean }, approvable: { type: Boolean } };

  static override readonly styles = [look, css`
    :host { display: grid; gap: .8rem; }
    .all { display: grid; gap: .8rem; }
    ol { display: grid; gap: .7rem; }
    .end { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; border-top: 1px solid var(--_line); padding-top: .8rem; }
    .total { font: 400 1.25rem var(--_serif); }
    .lines { color: var(--_soft); font-size: .9rem; display: grid; gap: .2rem; }
    button.main { background: var(--_light); color: var(--_on-light); border-color: var(--_light); font-weight: 600; min-height: 2.75rem; padding: .5rem 1.2rem; }
    @media (forced-colors: active) { button.main { border: 2px solid ButtonText; } }
  `];

  declare facts: PlanFacts | null;
  declare source: Source;
  declare busy: boolean;
  declare approvable: boolean;

  constructor() {
    super();
    this.facts = null;
    this.source = asItStands;
    this.busy = false;
    this.approvable = false;
  }

  /** What the button says: what will be done, and for how much. */
  private get approval(): string {
    const count = this.facts?.segments.length ?? 0;
    const what = count === 1 ? "1 segment" : `${count} segments`;
    return this.facts?.usd === 0 ? `Render ${what}, free` : `Render ${what} for ${dollars(this.facts?.usd ?? 0)}`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const facts = this.facts;
    if (!facts) return nothing;
    return html`<div class="all">
      <ol aria-label="Segments">${repeat(facts.segments, (segment) => segment.id, (segment) => html`<li><vg-segment .facts=${segment} .source=${this.source}></vg-segment></li>`)}</ol>
      ${facts.leftOut.length > 0 || facts.decisions.length > 0 ? html`<ul class="lines" aria-label="Decisions">${[...facts.leftOut, ...facts.decisions].map((line) => html`<li dir="auto">${line}</li>`)}</ul>` : nothing}
      <vg-problems heading="Warnings" .list=${facts.warnings}></vg-problems>
      ${facts.offers.length > 0 ? html`<details><summary>Prices elsewhere</summary><vg-offers .list=${facts.offers} .busy=${this.busy} .choosable=${this.approvable}></vg-offers></details>` : nothing}
      <div class="end"><p class="total">${seconds(facts.seconds)} · ${dollars(facts.usd)}</p>
        ${this.approvable ? html`<button class="main" ?disabled=${this.busy} @click=${() => this.dispatchEvent(new CustomEvent("vg-approve", { bubbles: true, composed: true }))}>
          ${this.busy ? "Ordering …" : this.approval}</button><slot></slot>` : nothing}</div></div>`;
  }
}

customElements.define("vg-plan", Plan);
