import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { span, type Line } from "../history.js";
import { look } from "./look.js";
import { styles } from "./styles.js";

const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** What happened, one line under the other, with the waits written out between them. The bar of a wait is long as its logarithm, so that five hours fit beside five seconds. */
export class Timeline extends LitElement {
  static override readonly properties = { lines: { attribute: false }, label: {}, passed: { state: true } };

  static override readonly styles = [look, css`
    ol { font-size: .92rem; font-variant-numeric: tabular-nums; }
    li { position: relative; padding: .1rem 0 .1rem 1.3rem; }
    li::before { content: ""; position: absolute; inset: 0 auto 0 .35rem; border-inline-start: 2px solid var(--_line); }
    li.moment::after { content: ""; position: absolute; inset-inline-start: .1rem; top: .55rem; width: .6rem; height: .6rem; border-radius: 50%; background: var(--_faint); }
    li.webhook::after { background: var(--_good); } li.provider::after { background: var(--_light); } li.caller::after { border-radius: 2px; }
    li.wait { color: var(--_soft); font-style: italic; padding-block: calc(var(--long) * .22rem); }
    li.wait::before { border-inline-start-style: dashed; }
    li.on::before { border-color: var(--_light); }
    time, .source { color: var(--_soft); }
    .source::after { content: ":"; }
    @media (forced-colors: active) { li.moment::after { background: CanvasText; } }
  `];

  declare lines: readonly Line[];
  declare label: string;
  private declare passed: number;
  private since = 0;
  private timer = 0;

  constructor() {
    super();
    this.lines = [];
    this.label = "History";
    this.passed = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = window.setInterval(() => {
      if (this.lines.some((line) => "doing" in line && line.goesOn)) this.passed = (performance.now() - this.since) / 1000;
    }, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("lines")) return;
    this.since = performance.now();
    this.passed = 0;
  }

  protected override render(): TemplateResult {
    let before = "";
    return html`<ol aria-label=${this.label}>${this.lines.map((line) => {
      if ("doing" in line) {
        const seconds = line.seconds + (line.goesOn ? this.passed : 0);
        return html`<li class="wait ${line.goesOn ? "on" : ""}" ${styles({ "--long": String(Math.log10(1 + seconds).toFixed(1)) })}>${line.goesOn ? "for " : ""}${span(seconds)} ${line.doing}</li>`;
      }
      const at = new Date(line.at);
      const date = Number.isNaN(at.getTime()) ? "" : day.format(at);
      const words = date === "" ? line.at : date === before ? time.format(at) : `${date}, ${time.format(at)}`;
      before = date;
      return html`<li class="moment ${line.source}"><time datetime=${line.at} title=${line.at}>${words}</time> ${line.source ? html`<span class="source">${line.source}</span>` : nothing} <span dir="auto">${line.words}</span></li>`;
    })}</ol>`;
  }
}

customElements.define("vg-timeline", Timeline);
