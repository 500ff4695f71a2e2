import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { cutsOf, dollars, ofAnswer, ofPlanned, takesOf, type Addresses, type SegmentFacts } from "../facts.js";
import type { AgainFacts, Notes } from "../elements/again.js";
import type { PlanFacts } from "../elements/plan.js";
import { listen, say } from "../elements/say.js";
import { look } from "../elements/look.js";
import { McpSource } from "../sources/mcp.js";
import { frameWords, offersOf, type Answer, type Refusal, type VideoSegment } from "../wire.js";
import { Bridge, type HostContext } from "./bridge.js";
import { Histories } from "./histories.js";
import { goesOn, plannedOf, promptNote, type Order } from "./order.js";
import { Orders, type Wish } from "./orders.js";
import { dress } from "./theme.js";
import "../elements/again.js";
import "../elements/plan.js";
import "../elements/player.js";
import "../elements/problems.js";
import "../elements/segment.js";
import "../elements/strip.js";
import "../elements/takes.js";
import "../elements/timeline.js";

/** Plan, price, approval, progress, clips and takes, inside a chat. */
export class View extends LitElement {
  static override readonly properties = { context: { state: true } };

  static override readonly styles = [look, css`
    :host { display: grid; gap: .9rem; }
    .all, .order, ol { display: grid; gap: .8rem; }
    h2 { font: 400 1.3rem var(--_serif); }
    .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
    .row .right { margin-inline-start: auto; }
    .fault { border-inline-start: 3px solid var(--_bad); padding-inline-start: .7rem; white-space: pre-line; }
    button { min-height: 2.75rem; }
  `];

  private declare context: HostContext;

  private readonly bridge: Bridge;
  private readonly orders: Orders;
  private readonly histories: Histories;
  private source = new McpSource(null);
  private readonly kept = new Map<string, { readonly text: string; readonly value: unknown }>();

  constructor() {
    super();
    this.context = {};
    this.bridge = new Bridge(window.parent, {
      "ui/notifications/tool-input-partial": ({ arguments: given }) => this.orders.begin(given),
      "ui/notifications/tool-input": ({ arguments: given }) => this.orders.input(given),
      "ui/notifications/tool-result": (result) => this.orders.take(result),
      "ui/notifications/tool-cancelled": () => this.orders.cancelled(),
      "ui/notifications/host-context-changed": (context) => { this.context = { ...this.context, ...(context as HostContext) }; dress(this.context); },
    }, () => this.orders.stop());
    this.orders = new Orders(this, this.bridge, (words) => say(this, words), (request) => this.histories.renew(request));
    this.histories = new Histories(this, (uri) => this.bridge.request("resources/read", { uri }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      await this.bridge.connect("VideoGen", document.documentElement.dataset["version"] ?? "");
    } catch {
      this.orders.fail("This client does not show views as it should. The assistant's text says everything.");
      return;
    }
    this.context = { ...this.bridge.context, ...this.context };
    dress(this.context);
    if (this.bridge.capabilities.serverResources !== undefined) this.source = new McpSource((uri) => this.bridge.request("resources/read", { uri }));
    this.requestUpdate();
    let size = "";
    new ResizeObserver(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      const now = `${Math.ceil(width)}x${Math.ceil(height)}`;
      if (now === size) return;
      size = now;
      this.bridge.notify("ui/notifications/size-changed", { width: Math.ceil(width), height: Math.ceil(height) });
    }).observe(document.documentElement);
    new IntersectionObserver((entries) => { this.orders.seen = entries.some((entry) => entry.isIntersecting); this.orders.watch(); }).observe(this);
    document.addEventListener("visibilitychange", () => this.orders.watch());
  }

  protected override firstUpdated(): void {
    const region = this.renderRoot.querySelector<HTMLElement>("#said");
    if (region) listen(this, region);
  }

  protected override render(): TemplateResult {
    const { list, refusal, fault } = this.orders;
    const full = this.context.availableDisplayModes?.includes("fullscreen") && this.context.displayMode !== "fullscreen";
    return html`<div class="all">
      <h1 class="only-read">VideoGen</h1>
      <p class="only-read" role="status" id="said"></p>
      ${fault ? html`<div class="fault" role="alert" dir="auto">${fault}</div>` : nothing}
      ${refusal ? this.refused(refusal) : nothing}
      ${list.length === 0 && !refusal ? this.unanswered() : nothing}
      ${repeat(list, (_, index) => index, (order, index) => (order.answer ? this.ordered(order, order.answer, index) : this.planned(order, index)))}
      ${full ? html`<div class="row"><button class="right" @click=${() => this.ask("ui/request-display-mode", { mode: "fullscreen" })}>Full screen</button></div>` : nothing}
    </div>`;
  }

  private unanswered(): TemplateResult {
    const { request, phase, busy, tools } = this.orders;
    const frames = (Array.isArray(request?.generated_frames) ? request.generated_frames : []).flatMap((frame) => {
      const id = frame?.frame_id;
      const words = typeof id === "string" ? frameWords(request, id) : undefined;
      return typeof id === "string" ? [{ id, ...(words?.description ? { description: String(words.description) } : {}), ...(words?.camera_notes ? { camera: String(words.camera_notes) } : {}) }] : [];
    });
    const words = { waiting: frames.length > 0 ? `Reading ${frames.length} frames` : "Waiting for the storyboard", cancelled: "Stopped before there was an answer. Nothing more is known here.", empty: "No answer came with this view.", gone: "", shown: "" }[phase];
    return html`<h2>${words}</h2><vg-strip .frames=${frames} .source=${this.source}></vg-strip>
      ${phase !== "waiting" && request && tools ? html`<div class="row"><button ?disabled=${busy} @click=${() => void this.orders.loadAgain()}>Load again</button><span class="quiet">Free: it plans, or looks up what was ordered.</span></div>` : nothing}`;
  }

  private refused(refusal: Refusal): TemplateResult {
    const { busy, list, tools } = this.orders;
    return html`<div class="order"><h2>Nothing was ordered or spent</h2>
      <vg-problems heading="Problems" .list=${refusal.problems}></vg-problems>
      ${this.bridge.capabilities.message !== undefined ? html`<div class="row"><button @click=${() => this.tellAssistant(refusal)}>Tell the assistant</button></div>` : nothing}
      ${refusal.batches?.length && tools ? html`<h2>As reels that fit</h2><div class="row">${refusal.batches.map((batch) => html`
        <button ?disabled=${busy || list.some((order) => order.label === `Batch ${batch.number}`)} @click=${() => void this.orders.orderBatch(batch)}>Batch ${batch.number}: ${batch.segments.length} segments, ${dollars(batch.estimated_cost_usd)}</button>`)}</div>` : nothing}</div>`;
  }

  private planned(order: Order, index: number): TemplateResult | typeof nothing {
    const plan = order.plan;
    if (!plan) return nothing;
    const { busy, list, tools } = this.orders;
    const at = this.addresses(order);
    const facts: PlanFacts = {
      provider: plan.provider,
      segments: plan.segments.map((segment) => ofPlanned(segment, order.request, at)),
      seconds: plan.total_seconds,
      usd: plan.estimated_cost_usd,
      leftOut: (plan.frames ?? []).filter((frame) => frame.status === "left_out").map((frame) => `${frame.frame_id} is left out. ${frame.message ?? ""}`),
      decisions: plan.decisions ?? [],
      warnings: plan.warnings ?? [],
      offers: offersOf(plan),
    };
    const hasFrames = order.request?.generated_frames !== undefined;
    const approvable = tools && (plan.request_key !== undefined || hasFrames);
    return html`<section class="order" aria-label=${order.label || "Plan"}><h2>${order.label || "Plan"} · ${plan.provider}</h2>
      <vg-plan .facts=${facts} .source=${this.source} .busy=${busy} .approvable=${approvable} @vg-approve=${() => void this.orders.approve(index)}
        @vg-plan-with=${(event: CustomEvent<{ provider: string; model: string }>) => void this.orders.planWith(index, event.detail.provider, event.detail.model)}>
        ${index === 0 && hasFrames && plan.provider !== "animatic" && !list.some((each) => each.label === "Animatic") ? html`<button ?disabled=${busy} @click=${() => void this.orders.preview()}>As animatic first, free</button>` : nothing}
        ${hasFrames && facts.offers.length === 0 ? html`<button ?disabled=${busy} @click=${() => void this.orders.compare(index)}>Compare prices</button>` : nothing}
      </vg-plan>
      ${approvable ? nothing : html`<p class="quiet">Ask the assistant to render this plan: ${plan.plan_hash}</p>`}</section>`;
  }

  private ordered(order: Order, answer: Answer, index: number): TemplateResult {
    const at = this.addresses(order);
    const cards = ofAnswer(answer, plannedOf(order), order.request, at);
    const made = new Map(answer.video_segments.map((segment) => [segment.segment_id, segment]));
    const total = made.size + answer.failed_segments.length;
    return html`<section class="order" aria-label=${order.label || "Order"}>
      <div class="row"><h2>${order.label ? `${order.label}: ` : ""}${goesOn(answer) ? `${made.size} of ${total} segments are there` : made.size === total ? "Finished" : `Finished, ${answer.failed_segments.length} missing`}</h2>
        <span class="quiet right">Ordered · <code>${answer.request_id}</code></span></div>
      ${made.size > 0 ? html`<vg-player label=${order.label || "Film"} .cuts=${this.keep(`film ${answer.request_id}`, cutsOf(answer, at))} .source=${this.source}></vg-player>` : nothing}
      <ol aria-label="Segments">${repeat(cards, (card) => card.id, (card) => html`<li>
        <vg-segment .facts=${card} .source=${this.source}>${this.actions(answer, card, made.get(card.id), index)}</vg-segment></li>`)}</ol>
      <div class="row"><span>${answer.cost ? answer.cost.estimated_usd === 0 ? "Free" : `${dollars(answer.cost.billed_usd)} billed of ${dollars(answer.cost.estimated_usd)}${answer.cost.reserved_usd > 0 ? `, ${dollars(answer.cost.reserved_usd)} set aside` : ""}` : ""}</span>
        ${goesOn(answer) && this.orders.tools && answer.failed_segments.length > 0 ? html`<button ?disabled=${this.orders.busy} @click=${() => void this.orders.cancel(index)}>Stop what is not finished</button>` : nothing}</div>
      <vg-problems heading="Warnings" .list=${answer.warnings ?? []}></vg-problems></section>`;
  }

  private actions(answer: Answer, card: SegmentFacts, clip: VideoSegment | undefined, index: number): TemplateResult {
    const { orders } = this;
    const open = clip && /^https?:\/\//.test(clip.video_url) && this.bridge.capabilities.openLinks !== undefined;
    const canAgain = orders.tools && card.state.kind !== "waiting";
    const key = `${index} ${card.id}`;
    const wish = orders.wish?.segment === key ? orders.wish : null;
    const lines = this.histories.of(answer.request_id, card.id);
    return html`<div class="row">
      ${canAgain ? html`<button aria-expanded=${wish !== null} @click=${() => orders.wishFor(wish ? null : key)}>Again …</button>` : nothing}
      ${this.bridge.capabilities.serverResources !== undefined ? html`<button aria-expanded=${lines !== undefined} @click=${() => this.histories.toggle(answer.request_id, card.id)}>History</button>` : nothing}
      ${open ? html`<button @click=${() => void this.openLink(clip.video_url)}>Open the clip</button>` : nothing}</div>
      ${wish ? this.again(wish, card, index) : nothing}
      ${lines ? html`<vg-timeline label=${`History of ${card.name}`} .lines=${lines}></vg-timeline>` : nothing}
      ${clip?.other_takes?.length ? html`<vg-takes label=${card.name} .list=${this.keep(`takes ${answer.request_id} ${card.id}`, takesOf(clip, answer.request_id, mediaAddress))} .source=${this.source} .busy=${orders.busy} .choosable=${orders.tools}
        @vg-choose=${(event: CustomEvent<number>) => void orders.choose(index, card.id, event.detail)}></vg-takes>` : nothing}`;
  }

  // Words that its provider reads: the animatic camera notes, the others a prompt.
  private again(wish: Wish, card: SegmentFacts, index: number): TemplateResult {
    const { orders } = this;
    const order = orders.list[index];
    const isAnimatic = card.model.startsWith("animatic");
    const facts: AgainFacts = {
      name: card.name,
      fields: !isAnimatic ? (card.prompt ? [{ id: promptNote, label: "Prompt", words: card.prompt }] : []) : order?.request ? card.frames.map((frame) => ({ id: frame.id, label: `Camera, ${frame.id}`, words: frame.camera ?? "" })) : [],
      usd: wish.order?.plan?.estimated_cost_usd ?? null,
      fault: wish.fault,
    };
    return html`<vg-again .facts=${facts} .busy=${orders.busy}
      @vg-price=${(event: CustomEvent<Notes>) => void orders.priceAgain(index, card, event.detail)} @vg-words=${() => orders.wishFor(wish.segment)}
      @vg-again=${() => void orders.orderAgain()} @vg-leave=${() => orders.wishFor(null)}></vg-again>`;
  }

  private addresses(order: Order): Addresses {
    const hash = order.plan?.plan_hash ?? order.answer?.plan_hash ?? "";
    const id = order.answer?.request_id ?? "";
    return {
      picture: (frame) => mediaAddress("pictures", hash, frame),
      clip: (segment) => mediaAddress("proxies", id, segment.segment_id),
      poster: (segment) => mediaAddress("posters", id, segment.segment_id),
    };
  }

  // The same object as long as nothing changed: a player must not begin anew with every look at the server.
  private keep<T>(name: string, value: T): T {
    const text = JSON.stringify(value);
    const before = this.kept.get(name);
    if (before?.text === text) return before.value as T;
    this.kept.set(name, { text, value });
    return value;
  }

  private ask(method: string, params: unknown): void {
    this.bridge.request(method, params).catch(() => undefined);
  }

  private async openLink(url: string): Promise<void> {
    await this.bridge.request("ui/open-link", { url }).catch(() => this.orders.fail(`Open it yourself: ${url}`));
  }

  private tellAssistant(refusal: Refusal): void {
    const text = refusal.problems.map((problem) => `${problem.pointer}: ${problem.message} ${problem.remedy}`).join("\n");
    this.ask("ui/message", { role: "user", content: [{ type: "text", text: `Please fix these problems of the storyboard and plan again:\n${text}` }] });
  }
}

const mediaAddress = (kind: string, ...parts: string[]): string => `videogen://${kind}/${parts.map(encodeURIComponent).join("/")}`;

customElements.define("vg-view", View);
