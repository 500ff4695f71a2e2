import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Cut } from "../film.js";
import { asItStands, type Source } from "../source.js";
import type { Compare } from "./compare.js";
import "./compare.js";
import { look } from "./look.js";
import type { Take } from "./takes.js";

/** A button that opens two takes of a place side by side, and closes them again. Which two, the person chooses. */
export class Pair extends LitElement {
  static override readonly properties = { list: { attribute: false }, source: { attribute: false }, shown: { state: true } };

  static override readonly styles = [look, css`
    button, select { min-height: 2.75rem; }
    button { margin-block: .3rem; }
    .row { display: flex; flex-wrap: wrap; gap: .3rem .8rem; margin-bottom: .4rem; }
    label { display: inline-flex; gap: .4rem; align-items: center; }
    select { background: var(--_raised); color: inherit; border: 1px solid var(--_line); border-radius: 6px; padding: .2rem .5rem; font: inherit; }
  `];

  declare list: readonly Take[];
  declare source: Source;
  // Kept while it is looked at: a comparison must not begin anew with every look at the server.
  private declare shown: readonly [Cut, Cut] | null;

  constructor() {
    super();
    this.list = [];
    this.source = asItStands;
    this.shown = null;
  }

  /** Whether two takes are being looked at. */
  get open(): boolean {
    return this.shown !== null;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.list.length < 2) return nothing;
    const { shown } = this;
    return html`<button aria-expanded=${shown !== null} @click=${() => void this.toggle()}>Compare takes</button>
      ${shown ? html`${this.list.length > 2 ? html`<div class="row">${this.choice("A", 0, shown)}${this.choice("B", 1, shown)}</div>` : nothing}
        <vg-compare .a=${shown[0]} .b=${shown[1]} .source=${this.source}></vg-compare>` : nothing}`;
  }

  private choice(letter: string, side: 0 | 1, shown: readonly [Cut, Cut]): TemplateResult {
    return html`<label>${letter}<select @change=${(event: Event) => this.put(side, (event.target as HTMLSelectElement).value, shown)}>${this.list.map(({ number, cut }) => html`
      <option value=${cut.id} ?selected=${cut.id === shown[side].id}>Take ${number}</option>`)}</select></label>`;
  }

  private put(side: 0 | 1, id: string, shown: readonly [Cut, Cut]): void {
    const cut = this.list.find((take) => take.cut.id === id)?.cut;
    if (cut) this.shown = side === 0 ? [cut, shown[1]] : [shown[0], cut];
  }

  private async toggle(): Promise<void> {
    const standing = this.list.find((take) => take.chosen) ?? this.list[0];
    const other = this.list.filter((take) => take !== standing).at(-1);
    this.shown = this.shown === null && standing && other ? (standing.number < other.number ? [standing.cut, other.cut] : [other.cut, standing.cut]) : null;
    await this.updateComplete;
    this.renderRoot.querySelector<Compare>("vg-compare")?.focus(); // for its keys
  }
}

customElements.define("vg-pair", Pair);
