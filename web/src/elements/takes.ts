import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Cut } from "../film.js";
import { asItStands, type Source } from "../source.js";
import "./compare.js";
import { look } from "./look.js";

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
  static override readonly properties = { list: { attribute: false }, source: { attribute: false }, busy: { type: Boolean }, choosable: { type: Boolean }, label: {}, pair: { state: true } };

  static override readonly styles = [look, css`
    fieldset { border: 0; display: grid; gap: .2rem; }
    label { display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: center; min-height: 2.75rem; }
    input { accent-color: var(--_light); width: 1.2rem; height: 1.2rem; }
    button { min-height: 2.75rem; margin-block: .3rem; }
  `];

  declare list: readonly Take[];
  declare source: Source;
  declare busy: boolean;
  declare choosable: boolean;
  declare label: string;
  // Kept while it is looked at: a comparison must not begin anew with every look at the server.
  private declare pair: readonly [Cut, Cut] | null;

  constructor() {
    super();
    this.list = [];
    this.source = asItStands;
    this.busy = false;
    this.choosable = false;
    this.label = "";
    this.pair = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.list.length < 2) return nothing;
    return html`<fieldset><legend class="quiet">Takes of ${this.label}: which one stands in the film</legend>${this.list.map((take) => html`
      <label><input type="radio" name="take" .checked=${live(take.chosen)} ?disabled=${this.busy || !this.choosable} @change=${() => this.choose(take)}>Take ${take.number}
        <span class="quiet">${take.words}${take.chosenBy === undefined ? "" : html`, chosen by <span dir="auto">${take.chosenBy}</span>`}</span></label>`)}</fieldset>
      <button aria-expanded=${this.pair !== null} @click=${() => this.compare()}>Compare takes</button>
      ${this.pair ? html`<vg-compare .a=${this.pair[0]} .b=${this.pair[1]} .source=${this.source}></vg-compare>` : nothing}`;
  }

  private choose(take: Take): void {
    this.dispatchEvent(new CustomEvent("vg-choose", { detail: take.number, bubbles: true, composed: true }));
    this.requestUpdate(); // what stands is what the data say
  }

  private compare(): void {
    const standing = this.list.find((take) => take.chosen) ?? this.list[0];
    const other = this.list.filter((take) => take !== standing).at(-1);
    this.pair = this.pair === null && standing && other ? (standing.number < other.number ? [standing.cut, other.cut] : [other.cut, standing.cut]) : null;
  }
}

customElements.define("vg-takes", Takes);
