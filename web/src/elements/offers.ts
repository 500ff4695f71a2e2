import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { dollars, seconds } from "../facts.js";
import type { Offer } from "../wire.js";
import { look } from "./look.js";

/** What a plan costs with other models and providers. A button asks for a plan with one of them. */
export class Offers extends LitElement {
  static override readonly properties = { list: { attribute: false }, busy: { type: Boolean }, choosable: { type: Boolean } };

  static override readonly styles = [look, css`
    ul { display: grid; gap: .35rem; }
    li { display: flex; flex-wrap: wrap; gap: .2rem .8rem; align-items: center; border-top: 1px solid var(--_line); padding-top: .35rem; font-variant-numeric: tabular-nums; }
    .what { flex: 1 1 12rem; }
    .price { font-weight: 600; }
    .not { color: var(--_soft); }
    summary { margin-top: .5rem; min-height: 1.75rem; }
  `];

  declare list: readonly Offer[];
  declare busy: boolean;
  declare choosable: boolean;

  constructor() {
    super();
    this.list = [];
    this.busy = false;
    this.choosable = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.list.length === 0) return nothing;
    const fitting = this.list.filter((offer) => offer.reason === undefined || offer.chosen === true);
    const others = this.list.filter((offer) => !fitting.includes(offer));
    return html`<ul aria-label="Prices elsewhere, the best first">${fitting.map((offer) => this.fits(offer))}</ul>
      ${others.length > 0 ? html`<details><summary class="quiet">${others.length} that do not fit</summary>
        <ul>${others.map((offer) => html`<li class="not"><span class="what" dir="auto">${offer.models.join(" + ")} <span class="quiet">${offer.provider}</span></span><span dir="auto">${offer.reason}</span></li>`)}</ul></details>` : nothing}`;
  }

  private fits(offer: Offer): TemplateResult {
    const lengths = [
      offer.total_seconds === undefined ? "" : seconds(offer.total_seconds),
      offer.extra_seconds ? `${seconds(offer.extra_seconds)} more than wanted` : "",
      offer.missing_seconds ? `${seconds(offer.missing_seconds)} less than wanted` : "",
    ].filter(Boolean).join(", ");
    const [model] = offer.models;
    return html`<li><span class="what" dir="auto">${offer.models.join(" + ")} <span class="quiet">${offer.provider}</span></span>
      <span class="quiet">${lengths}</span><span class="price">${offer.estimated_cost_usd === undefined ? "price not known" : dollars(offer.estimated_cost_usd)}</span>
      ${offer.chosen ? html`<span>this plan</span>` : this.choosable && offer.models.length === 1 && model !== undefined ? html`<button ?disabled=${this.busy} aria-label=${`Plan with it: ${model}`}
        @click=${() => this.dispatchEvent(new CustomEvent("vg-plan-with", { detail: { provider: offer.provider, model }, bubbles: true, composed: true }))}>Plan with it</button>` : nothing}</li>`;
  }
}

customElements.define("vg-offers", Offers);
