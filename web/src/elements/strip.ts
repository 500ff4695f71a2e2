import { css, html, LitElement, type TemplateResult } from "lit";
import type { FrameFacts } from "../facts.js";
import { asItStands, type Source } from "../source.js";
import { look } from "./look.js";
import { Pictures } from "./pictures.js";

/** Stills in a row, with what they show and how the camera moves. */
export class Strip extends LitElement {
  static override readonly properties = { frames: { attribute: false }, source: { attribute: false } };

  static override readonly styles = [look, css`
    ol { display: flex; flex-wrap: wrap; gap: .6rem; }
    li { flex: 1 1 8rem; min-width: 0; max-width: 22rem; }
    img, .none { width: 100%; aspect-ratio: 16 / 9; object-fit: cover; border-radius: 5px; background: var(--_raised); display: block; }
    .none { display: grid; place-content: center; text-align: center; padding: .4rem; color: var(--_soft); font-size: .8rem; overflow: hidden; }
    .camera { font: .92rem/1.4 var(--_serif); margin-top: .25rem; }
    .id { display: block; margin-top: .2rem; }
  `];

  declare frames: readonly FrameFacts[];
  declare source: Source;
  private readonly pictures = new Pictures(this);

  constructor() {
    super();
    this.frames = [];
    this.source = asItStands;
  }

  protected override render(): TemplateResult {
    return html`<ol aria-label="Frames">${this.frames.map((frame) => {
      const picture = this.pictures.of(this.source, frame.picture);
      return html`<li>
        ${picture ? html`<img alt=${frame.description ?? `Frame ${frame.id}`} src=${picture}>` : html`<span class="none" dir="auto">${picture === undefined ? "" : frame.description?.slice(0, 90) ?? "no picture"}</span>`}
        ${frame.camera ? html`<p class="camera" dir="auto">${frame.camera}</p>` : ""}<span class="id">${frame.id}</span></li>`;
    })}</ol>`;
  }
}

customElements.define("vg-strip", Strip);
