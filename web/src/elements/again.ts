import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { dollars } from "../facts.js";
import { look } from "./look.js";

/** Words that were changed, by the ids of their fields. */
export type Notes = ReadonlyMap<string, string>;

/** A segment that somebody may want again. */
export interface AgainFacts {
  readonly name: string;
  /** Words that can be changed. */
  readonly fields: readonly { readonly id: string; readonly label: string; readonly words: string }[];
  /** Price of what was asked for; null before that. */
  readonly usd: number | null;
  /** Why there is no price. */
  readonly fault: string | null;
}

/** Asks for the words of another take, and says its price before it is ordered. */
export class Again extends LitElement {
  static override readonly properties = { facts: { attribute: false }, busy: { type: Boolean }, notes: { state: true } };

  static override readonly styles = [look, css`
    :host, .all { display: grid; gap: .8rem; }
    .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
    .fault { border-inline-start: 3px solid var(--_bad); padding-inline-start: .7rem; }
    button { min-height: 2.75rem; }
    button.main { background: var(--_light); color: var(--_on-light); border-color: var(--_light); font-weight: 600; padding: .5rem 1.2rem; }
    textarea { width: 100%; background: var(--_raised); border: 1px solid var(--_line); border-radius: 6px; padding: .4rem .6rem; min-height: 3.2rem; }
    label { display: grid; gap: .2rem; font-size: .88rem; }
    @media (forced-colors: active) { button.main { border: 2px solid ButtonText; } }
  `];

  declare facts: AgainFacts | null;
  declare busy: boolean;
  private declare notes: Notes;

  constructor() {
    super();
    this.facts = null;
    this.busy = false;
    this.notes = new Map();
  }

  protected override render(): TemplateResult | typeof nothing {
    const facts = this.facts;
    if (!facts) return nothing;
    return html`<div class="all" role="group" aria-label=${`${facts.name} again`}>
      ${facts.fields.map(({ id, label, words }) => html`<label>${label}<textarea rows="3" dir="auto" .value=${this.notes.get(id) ?? words}
        @input=${(event: Event) => this.write(id, (event.target as HTMLTextAreaElement).value)}></textarea></label>`)}
      ${facts.fault ? html`<p class="fault" dir="auto">${facts.fault}</p>` : nothing}
      <div class="row">${facts.usd === null
        ? html`<button ?disabled=${this.busy} @click=${() => this.tell("vg-price", this.notes)}>What does it cost?</button>`
        : html`<button class="main" ?disabled=${this.busy} @click=${() => this.tell("vg-again", null)}>${facts.usd === 0 ? "Render another take, free" : `Render another take for ${dollars(facts.usd)}`}</button>`}
        <button @click=${() => this.tell("vg-leave", null)}>Leave it</button><span class="quiet">The take that is there stays.</span></div></div>`;
  }

  // A price, also one that is still on its way, is for other words.
  private write(id: string, words: string): void {
    this.notes = new Map(this.notes).set(id, words);
    if (this.facts && (this.busy || this.facts.usd !== null)) this.tell("vg-words", null);
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

customElements.define("vg-again", Again);
