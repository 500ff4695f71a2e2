import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Notice, Problem } from "../wire.js";
import { look } from "./look.js";

/** Problems or warnings: what is wrong, where, and the way out. */
export class Problems extends LitElement {
  static override readonly properties = { list: { attribute: false }, heading: {} };

  static override readonly styles = [look, css`
    h3 { font: 400 1.1rem var(--_serif); margin-bottom: .3rem; }
    ul { display: grid; gap: .5rem; }
    li { border-inline-start: 3px solid var(--_light); padding-inline-start: .7rem; font-size: .92rem; }
    li.problem { border-color: var(--_bad); }
    .way { color: var(--_soft); }
  `];

  declare list: readonly (Notice | Problem)[];
  declare heading: string;

  constructor() {
    super();
    this.list = [];
    this.heading = "Problems";
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.list.length === 0) return nothing;
    return html`<section><h3>${this.heading}</h3><ul>${this.list.map((each) => html`
      <li class=${"remedy" in each ? "problem" : ""}><p dir="auto">${each.message}</p>
        ${"remedy" in each && each.remedy ? html`<p class="way" dir="auto">${each.remedy}</p>` : nothing}
        <code>${[each.code, each.pointer].filter(Boolean).join(" · ")}</code></li>`)}</ul></section>`;
  }
}

customElements.define("vg-problems", Problems);
