import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Cut } from "../film.js";
import { asItStands, type Source } from "../source.js";
import { look } from "./look.js";
import "./pair.js";

/** One take of a place in the film. */
export interface Take {
  readonly number: number;
  /** Who made it and for how much, in a few words. */
  readonly words: string;
  readonly chosen: boolean;
  readonly chosenBy?: string;
  readonly cut: Cut;
}

/** The takes of a place: which one stands for it, and two of them side by side. */
export class Takes extends LitElement {
  static override readonly properties = { list: { attribute: false }, source: { attribute: false }, busy: { type: Boolean }, choosable: { type: Boolean }, label: {} };

  static override readonly styles = [look, css`
    fieldset { border: 0; display: grid; gap: .2rem; }
    label { display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: center; min-height: 2.75rem; }
    input { accent-color: var(--_light); width: 1.2rem; height: 1.2rem; }
  `];

  declare list: readonly Take[];
  declare source: Source;
  declare busy: boolean;
  declare choosable: boolean;
  declare label: string;

  constructor() {
    super();
    this.list = [];
    this.source = asItStands;
    this.busy = false;
    this.choosable = false;
    this.label = "";
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.list.length < 2) return nothing;
    return html`<fieldset><legend class="quiet">Takes of ${this.label}: which one stands in the film</legend>${this.list.map((take) => html`
      <label><input type="radio" name="take" .checked=${live(take.chosen)} ?disabled=${this.busy || !this.choosable} @change=${() => this.choose(take)}>Take ${take.number}
        <span class="quiet">${take.words}${take.chosenBy === undefined ? "" : html`, chosen by <span dir="auto">${take.chosenBy}</span>`}</span></label>`)}</fieldset>
      <vg-pair .list=${this.list} .source=${this.source}></vg-pair>`;
  }

  private choose(take: Take): void {
    this.dispatchEvent(new CustomEvent("vg-choose", { detail: take.number, bubbles: true, composed: true }));
    this.requestUpdate(); // what stands is what the data say
  }
}

customElements.define("vg-takes", Takes);
