import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { cutsOf, dollars, ofAnswer, ofPlanned, type Addresses, type SegmentFacts } from "../facts.js";
import type { Cut } from "../film.js";
import type { PlanFacts } from "../elements/plan.js";
import { listen, say } from "../elements/say.js";
import { look } from "../elements/look.js";
import { McpSource } from "../sources/mcp.js";
import { frameWords, read, type Answer, type Batch, type Plan, type Refusal, type RequestArguments, type VideoSegment } from "../wire.js";
import { Bridge, type HostContext } from "./bridge.js";
import { approval, asAnimatic, goesOn, memory, onlyFrames, plannedOf, toPlan, type Order } from "./order.js";
import { dress } from "./theme.js";
import "../elements/compare.js";
import "../elements/plan.js";
import "../elements/player.js";
import "../elements/problems.js";
import "../elements/segment.js";
import "../elements/strip.js";

const lookAgain = 2000;

/** A change of words for one segment, on its way to a plan of its own. */
interface Again {
  readonly segment: string;
  readonly frames: readonly string[];
  readonly notes: ReadonlyMap<string, string>;
  readonly order: Order | null;
  readonly fault: string | null;
}

/** Plan, price, approval, progress, clips and takes, inside a chat. */
export class View extends LitElement {
  static override readonly properties = {
    orders: { state: true }, refusal: { state: true }, phase: { state: true }, fault: { state: true }, busy: { state: true },
    again: { state: true }, comparing: { state: true }, request: { state: true }, context: { state: true },
  };

  static override readonly styles = [look, css`
    :host { display: grid; gap: .9rem; }
    .all, .order, .again, ol { display: grid; gap: .8rem; }
    h2 { font: 400 1.3rem var(--_serif); }
    .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
    .row .right { margin-inline-start: auto; }
    .fault { border-inline-start: 3px solid var(--_bad); padding-inline-start: .7rem; }
    button { min-height: 2.75rem; }
    button.main { background: var(--_light); color: var(--_on-light); border-color: var(--_light); font-weight: 600; padding: .5rem 1.2rem; }
    textarea { width: 100%; background: var(--_raised); border: 1px solid var(--_line); border-radius: 6px; padding: .4rem .6rem; min-height: 3.2rem; }
    label { display: grid; gap: .2rem; font-size: .88rem; }
    @media (forced-colors: active) { button.main { border: 2px solid ButtonText; } }
  `];

  private declare orders: readonly Order[];
  private declare refusal: Refusal | null;
  private declare phase: "waiting" | "shown" | "cancelled" | "empty" | "gone";
  private declare fault: string | null;
  private declare busy: boolean;
  private declare again: Again | null;
  private declare comparing: string | null;
  private declare request: RequestArguments | null;
  private declare context: HostContext;

  private readonly bridge: Bridge;
  private source = new McpSource(null);
  private timer = 0;
  private seen = true;
  private readonly films = new Map<string, { readonly text: string; readonly cuts: Cut[] }>();

  constructor() {
    super();
    this.orders = [];
    this.refusal = null;
    this.phase = "waiting";
    this.fault = null;
    this.busy = false;
    this.again = null;
    this.comparing = null;
    this.request = null;
    this.context = {};
    this.bridge = new Bridge(window.parent, {
      "ui/notifications/tool-input-partial": ({ arguments: given }) => { if (!this.request && this.phase === "waiting") this.request = (given ?? null) as RequestArguments | null; },
      "ui/notifications/tool-input": ({ arguments: given }) => { this.request = (given ?? null) as RequestArguments | null; },
      "ui/notifications/tool-result": (result) => this.take(result),
      "ui/notifications/tool-cancelled": () => { if (this.phase === "waiting") this.phase = "cancelled"; },
      "ui/notifications/host-context-changed": (context) => { this.context = { ...this.context, ...(context as HostContext) }; dress(this.context); },
    }, () => this.stop());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      await this.bridge.connect("VideoGen", "0.1.0");
    } catch {
      this.fault = "This client does not show views as it should. The assistant's text says everything.";
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
    new IntersectionObserver((entries) => { this.seen = entries.some((entry) => entry.isIntersecting); this.watch(); }).observe(this);
    document.addEventListener("visibilitychange", () => this.watch());
  }

  // ---- what the host sends

  private take(result: unknown): void {
    const reading = read(result);
    const main = this.orders[0];
    if (main || this.refusal) {
      // Hosts send on results of later calls too: only what belongs to this plan is ours.
      if (main && reading.kind === "answer" && (reading.answer.plan_hash === main.plan?.plan_hash || reading.answer.request_id === main.answer?.request_id)) this.put(0, { ...main, answer: reading.answer });
      return;
    }
    switch (reading.kind) {
      case "plan": return void this.open(reading.plan);
      case "answer":
        this.orders = [{ label: "", request: this.request, plan: null, answer: reading.answer }];
        this.phase = "shown";
        memory.keep(reading.answer.plan_hash, reading.answer.request_id);
        void this.recallPlan(reading.answer);
        return this.watch();
      case "refusal":
        this.refusal = reading.refusal;
        this.phase = "shown";
        return say(this, "There are problems");
      case "failure":
        this.fault = reading.text;
        this.phase = "empty";
        return;
      default: this.phase = "empty";
    }
  }

  private async open(plan: Plan): Promise<void> {
    this.orders = [{ label: "", request: this.request, plan, answer: null }];
    this.phase = "shown";
    say(this, `Planned: ${plan.segments.length} segments, ${dollars(plan.estimated_cost_usd)}`);
    const known = plan.ordered_as ?? memory.recall(plan.plan_hash);
    if (known && this.tools) await this.look(0, known);
  }

  // The answer of an order does not repeat prompts and planned seconds; the plan, which is free, does.
  private async recallPlan(answer: Answer): Promise<void> {
    if (!this.request?.generated_frames || !this.tools) return;
    const reading = await this.bridge.call("plan_video_segments", toPlan(this.request)).then(read, () => null);
    const main = this.orders[0];
    if (main && reading?.kind === "plan" && reading.plan.plan_hash === answer.plan_hash) this.put(0, { ...main, plan: reading.plan });
  }

  private get tools(): boolean {
    return this.bridge.capabilities.serverTools !== undefined;
  }

  private put(index: number, order: Order): void {
    this.orders = this.orders.map((each, i) => (i === index ? order : each));
    this.watch();
  }

  // ---- what people do

  private async loadAgain(): Promise<void> {
    if (!this.request || this.busy) return;
    this.busy = true;
    this.fault = null;
    const asked = (this.request as Record<string, unknown>)["plan_hash"];
    const known = typeof asked === "string" ? memory.recall(asked) : null;
    // Only what is free is called by itself: an order is looked up, never repeated.
    const reading = await (known ? this.bridge.call("get_video_segments", { request_id: known }) : this.bridge.call("plan_video_segments", toPlan(this.request))).then(read, (error: Error) => ({ kind: "failure", text: error.message }) as const);
    this.busy = false;
    if (reading.kind === "plan") await this.open(reading.plan);
    else if (reading.kind === "answer") {
      this.orders = [{ label: "", request: this.request, plan: null, answer: reading.answer }];
      this.phase = "shown";
      this.watch();
    } else if (reading.kind === "refusal") {
      this.refusal = reading.refusal;
      this.phase = "shown";
    } else this.fault = reading.kind === "failure" ? reading.text : "The server's answer could not be read.";
  }

  private async approve(index: number, key: string | null = null): Promise<void> {
    const order = this.orders[index];
    if (!order?.plan || order.answer || this.busy) return;
    this.busy = true;
    this.fault = null;
    const more = key === null ? {} : { another_take: true };
    const reading = await this.bridge.call("synthesize_video_segments", { ...approval(order, key), ...more }).then(read, (error: Error) => ({ kind: "failure", text: error.message }) as const);
    this.busy = false;
    if (reading.kind === "answer") {
      memory.keep(order.plan.plan_hash, reading.answer.request_id);
      this.put(index, { ...order, answer: reading.answer });
      say(this, "Ordered");
      this.tell(`The user approved plan ${order.plan.plan_hash} in the view: request ${reading.answer.request_id}, ${dollars(order.plan.estimated_cost_usd)}. Do not order these frames again; get_video_segments says how it stands.`);
    } else {
      this.fault = reading.kind === "refusal" ? reading.refusal.problems.map((problem) => `${problem.message} ${problem.remedy}`).join("\n") : reading.kind === "failure" ? `Not ordered: ${reading.text}` : "Not known whether it was ordered. Press again: the same key finds the same order.";
      say(this, "Not ordered");
    }
  }

  private async preview(): Promise<void> {
    const main = this.orders[0];
    if (!main?.request || this.busy) return;
    await this.planMore("Animatic", asAnimatic(main.request), null);
    const index = this.orders.findIndex((order) => order.label === "Animatic" && !order.answer);
    if (index > 0 && this.orders[index]?.plan?.estimated_cost_usd === 0) await this.approve(index);
  }

  private async planMore(label: string, request: RequestArguments, into: ((order: Order | null, fault: string | null) => void) | null): Promise<void> {
    this.busy = true;
    const reading = await this.bridge.call("plan_video_segments", request).then(read, (error: Error) => ({ kind: "failure", text: error.message }) as const);
    this.busy = false;
    const fault = reading.kind === "plan" ? null : reading.kind === "refusal" ? reading.refusal.problems.map((problem) => `${problem.message} ${problem.remedy}`).join("\n") : reading.kind === "failure" ? reading.text : "The server's answer could not be read.";
    const order = reading.kind === "plan" ? { label, request, plan: reading.plan, answer: null } : null;
    if (into) into(order, fault);
    else if (order) this.orders = [...this.orders, order];
    else this.fault = fault;
  }

  private async orderAgain(): Promise<void> {
    const again = this.again;
    if (!again?.order || this.busy) return;
    const index = this.orders.length;
    const take = this.orders.filter((order) => order.label.startsWith(`${again.segment},`)).length + 2;
    this.orders = [...this.orders, { ...again.order, label: `${again.segment}, take ${take}` }];
    await this.approve(index, `again-${take}-${again.order.plan?.plan_hash ?? ""}`.slice(0, 100));
    if (this.orders[index]?.answer) this.again = null;
    else this.orders = this.orders.filter((_, i) => i !== index);
  }

  private async cancel(index: number): Promise<void> {
    const order = this.orders[index];
    if (!order?.answer || this.busy) return;
    this.busy = true;
    const reading = await this.bridge.call("cancel_video_segments", { request_id: order.answer.request_id }).then(read, (error: Error) => ({ kind: "failure", text: error.message }) as const);
    this.busy = false;
    if (reading.kind === "answer") this.put(index, { ...order, answer: reading.answer });
    else this.fault = reading.kind === "failure" ? reading.text : "Not cancelled.";
  }

  private async orderBatch(batch: Batch): Promise<void> {
    if (!this.request || this.busy) return;
    await this.planMore(`Batch ${batch.number}`, onlyFrames(this.request, batch.frame_ids), null);
  }

  private openLink(url: string): void {
    this.bridge.request("ui/open-link", { url }).catch(() => { this.fault = `Open it yourself: ${url}`; });
  }

  private tellAssistant(): void {
    const text = (this.refusal?.problems ?? []).map((problem) => `${problem.pointer}: ${problem.message} ${problem.remedy}`).join("\n");
    this.bridge.request("ui/message", { role: "user", content: [{ type: "text", text: `Please fix these problems of the storyboard and plan again:\n${text}` }] }).catch(() => undefined);
  }

  // Reaches the model with the person's next turn.
  private tell(text: string): void {
    if (this.bridge.capabilities.updateModelContext !== undefined) this.bridge.request("ui/update-model-context", { content: [{ type: "text", text }] }).catch(() => undefined);
  }

  // ---- following what is being made

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.phase = "gone";
  }

  // No progress reaches a view: it looks, while anybody can see it.
  private watch(): void {
    if (this.timer !== 0 || this.phase === "gone" || !this.tools || !this.seen || document.hidden || !this.orders.some((order) => goesOn(order.answer))) return;
    this.timer = window.setTimeout(() => void this.poll(), lookAgain);
  }

  private async poll(): Promise<void> {
    await Promise.all(this.orders.map((order, index) => (order.answer && goesOn(order.answer) ? this.look(index, order.answer.request_id) : null)));
    this.timer = 0;
    this.watch();
  }

  private async look(index: number, id: string): Promise<void> {
    const reading = await this.bridge.call("get_video_segments", { request_id: id, wait_seconds: 0 }).then(read, () => null);
    const order = this.orders[index];
    if (this.phase === "gone" || !order || reading?.kind !== "answer") return;
    const before = order.answer;
    this.put(index, { ...order, answer: reading.answer });
    if (before && before.video_segments.length !== reading.answer.video_segments.length) say(this, `${reading.answer.video_segments.length} of ${reading.answer.video_segments.length + reading.answer.failed_segments.length} segments are there`);
    if (before && goesOn(before) && !goesOn(reading.answer)) {
      this.tell(`Request ${id} is finished: ${reading.answer.video_segments.length} segments delivered, ${reading.answer.failed_segments.length} not.`);
    }
  }

  // ---- what is seen

  private addresses(order: Order): Addresses {
    const hash = order.plan?.plan_hash ?? order.answer?.plan_hash ?? "";
    const id = order.answer?.request_id ?? "";
    const address = (kind: string, ...parts: string[]): string => `videogen://${kind}/${parts.map(encodeURIComponent).join("/")}`;
    return {
      picture: (frame) => address("pictures", hash, frame),
      clip: (segment) => address("proxies", id, segment.segment_id),
      poster: (segment) => address("posters", id, segment.segment_id),
    };
  }

  protected override render(): TemplateResult {
    const full = this.context.availableDisplayModes?.includes("fullscreen") && this.context.displayMode !== "fullscreen";
    return html`<div class="all" @vg-approve=${(event: Event) => void this.approve(Number((event.target as HTMLElement).dataset["index"] ?? 0))}>
      <h1 class="only-read">VideoGen</h1>
      <p class="only-read" role="status" id="said"></p>
      ${this.fault ? html`<div class="fault" role="alert" dir="auto">${this.fault}</div>` : nothing}
      ${this.refusal ? this.refused(this.refusal) : nothing}
      ${this.orders.length === 0 && !this.refusal ? this.unanswered() : nothing}
      ${repeat(this.orders, (_, index) => index, (order, index) => (order.answer ? this.ordered(order, order.answer, index) : this.planned(order, index)))}
      ${full ? html`<div class="row"><button class="right" @click=${() => this.bridge.request("ui/request-display-mode", { mode: "fullscreen" }).catch(() => undefined)}>Full screen</button></div>` : nothing}
    </div>`;
  }

  protected override firstUpdated(): void {
    const region = this.renderRoot.querySelector<HTMLElement>("#said");
    if (region) listen(this, region);
  }

  private unanswered(): TemplateResult {
    const frames = (Array.isArray(this.request?.generated_frames) ? this.request.generated_frames : []).flatMap((frame) => {
      const id = frame?.frame_id;
      const words = typeof id === "string" ? frameWords(this.request, id) : undefined;
      return typeof id === "string" ? [{ id, ...(words?.description ? { description: String(words.description) } : {}), ...(words?.camera_notes ? { camera: String(words.camera_notes) } : {}) }] : [];
    });
    const words = { waiting: frames.length > 0 ? `Reading ${frames.length} frames` : "Waiting for the storyboard", cancelled: "Stopped before there was an answer. Nothing more is known here.", empty: "No answer came with this view.", gone: "", shown: "" }[this.phase];
    return html`<h2>${words}</h2><vg-strip .frames=${frames} .source=${this.source}></vg-strip>
      ${this.phase !== "waiting" && this.request && this.tools ? html`<div class="row"><button ?disabled=${this.busy} @click=${() => void this.loadAgain()}>Load again</button><span class="quiet">Free: it plans, or looks up what was ordered.</span></div>` : nothing}`;
  }

  private refused(refusal: Refusal): TemplateResult {
    return html`<div class="order"><h2>Nothing was ordered or spent</h2>
      <vg-problems heading="Problems" .list=${refusal.problems}></vg-problems>
      ${this.bridge.capabilities.message !== undefined ? html`<div class="row"><button @click=${() => this.tellAssistant()}>Tell the assistant</button></div>` : nothing}
      ${refusal.batches?.length && this.tools ? html`<h2>As reels that fit</h2><div class="row">${refusal.batches.map((batch) => html`
        <button ?disabled=${this.busy || this.orders.some((order) => order.label === `Batch ${batch.number}`)} @click=${() => void this.orderBatch(batch)}>Batch ${batch.number}: ${batch.segments.length} segments, ${dollars(batch.estimated_cost_usd)}</button>`)}</div>` : nothing}</div>`;
  }

  private planned(order: Order, index: number): TemplateResult | typeof nothing {
    const plan = order.plan;
    if (!plan) return nothing;
    const at = this.addresses(order);
    const facts: PlanFacts = {
      provider: plan.provider,
      segments: plan.segments.map((segment) => ofPlanned(segment, order.request, at)),
      seconds: plan.total_seconds,
      usd: plan.estimated_cost_usd,
      leftOut: (plan.frames ?? []).filter((frame) => frame.status === "left_out").map((frame) => `${frame.frame_id} is left out. ${frame.message ?? ""}`),
      decisions: plan.decisions ?? [],
      warnings: plan.warnings ?? [],
    };
    const approvable = this.tools && (plan.request_key !== undefined || order.request?.generated_frames !== undefined);
    return html`<section class="order" aria-label=${order.label || "Plan"}><h2>${order.label || "Plan"} · ${plan.provider}</h2>
      <vg-plan data-index=${index} .facts=${facts} .source=${this.source} .busy=${this.busy} .approvable=${approvable}>
        ${index === 0 && plan.provider !== "animatic" && order.request?.generated_frames && !this.orders.some((each) => each.label === "Animatic") ? html`<button ?disabled=${this.busy} @click=${() => void this.preview()}>As animatic first, free</button>` : nothing}
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
      ${made.size > 0 ? html`<vg-player label=${order.label || "Film"} .cuts=${this.film(order, answer)} .source=${this.source}></vg-player>` : nothing}
      <ol aria-label="Segments">${repeat(cards, (card) => card.id, (card) => html`<li>
        <vg-segment .facts=${card} .source=${this.source}>${this.actions(order, card, made.get(card.id))}</vg-segment>
        ${this.comparing === `${index}/${card.id}` ? this.compare(order, made.get(card.id)) : nothing}
        ${this.again?.segment === card.name && index === 0 ? this.askAgain(this.again) : nothing}</li>`)}</ol>
      <div class="row"><span>${answer.cost ? answer.cost.estimated_usd === 0 ? "Free" : `${dollars(answer.cost.billed_usd)} billed of ${dollars(answer.cost.estimated_usd)}${answer.cost.reserved_usd > 0 ? `, ${dollars(answer.cost.reserved_usd)} set aside` : ""}` : ""}</span>
        ${goesOn(answer) && this.tools && answer.failed_segments.length > 0 ? html`<button ?disabled=${this.busy} @click=${() => void this.cancel(index)}>Stop what is not finished</button>` : nothing}</div>
      <vg-problems heading="Warnings" .list=${answer.warnings ?? []}></vg-problems></section>`;
  }

  // The same list as long as nothing changed: a player must not begin anew at every look.
  private film(order: Order, answer: Answer): Cut[] {
    const cuts = cutsOf(answer, plannedOf(order), this.addresses(order));
    const text = JSON.stringify(cuts);
    const before = this.films.get(answer.request_id);
    if (before?.text === text) return before.cuts;
    this.films.set(answer.request_id, { text, cuts });
    return cuts;
  }

  private actions(order: Order, card: SegmentFacts, clip: VideoSegment | undefined): TemplateResult | typeof nothing {
    const index = this.orders.indexOf(order);
    const open = clip && /^https?:\/\//.test(clip.video_url) && this.bridge.capabilities.openLinks !== undefined;
    const takes = clip ? this.takes(clip) : [];
    const canAgain = index === 0 && this.tools && order.request?.generated_frames && card.state.kind !== "waiting";
    if (!open && takes.length < 2 && !canAgain) return nothing;
    return html`<div class="row">
      ${takes.length > 1 ? html`<button aria-expanded=${this.comparing === `${index}/${card.id}`} @click=${() => { this.comparing = this.comparing === `${index}/${card.id}` ? null : `${index}/${card.id}`; }}>Compare takes</button>` : nothing}
      ${canAgain ? html`<button aria-expanded=${this.again?.segment === card.name} @click=${() => { this.again = this.again?.segment === card.name ? null : { segment: card.name, frames: card.frames.map((frame) => frame.id), notes: new Map(), order: null, fault: null }; }}>Again …</button>` : nothing}
      ${open ? html`<button @click=${() => this.openLink(clip.video_url)}>Open the clip</button>` : nothing}</div>`;
  }

  /** All clips of one place of the film, of all orders of this view. */
  private takes(clip: VideoSegment): Cut[] {
    return this.orders.flatMap((order) => (order.answer?.video_segments ?? [])
      .filter((segment) => segment.scene_number === clip.scene_number && segment.shot_order === clip.shot_order)
      .map((segment) => ({ id: segment.segment_id, name: order.label || `First order, ${segment.provider_metadata.provider}`, seconds: segment.duration_seconds, fps: segment.fps, clip: this.addresses(order).clip(segment) ?? "" })));
  }

  private compare(order: Order, clip: VideoSegment | undefined): TemplateResult | typeof nothing {
    const takes = clip ? this.takes(clip) : [];
    const [a, b] = [takes[this.orders.indexOf(order) === 0 ? 0 : takes.length - 2], takes.at(-1)];
    if (!a || !b || a === b) return nothing;
    const text = JSON.stringify([a, b]);
    const known = this.films.get(text) ?? { text, cuts: [a, b] };
    this.films.set(text, known);
    return html`<vg-compare .a=${known.cuts[0] ?? null} .b=${known.cuts[1] ?? null} .source=${this.source}></vg-compare>`;
  }

  private askAgain(again: Again): TemplateResult {
    const main = this.orders[0];
    const request = main?.request;
    if (!request) return html``;
    const price = (): Promise<void> => this.planMore(again.segment, onlyFrames(request, again.frames, again.notes), (order, fault) => { if (this.again) this.again = { ...this.again, order, fault }; });
    return html`<div class="again" role="group" aria-label=${`${again.segment} again`}>
      ${again.frames.map((id) => html`<label>Camera, ${id}<textarea rows="2" .value=${again.notes.get(id) ?? String(frameWords(request, id)?.camera_notes ?? "")}
        @input=${(event: Event) => { const notes = new Map(again.notes); notes.set(id, (event.target as HTMLTextAreaElement).value); this.again = { ...again, notes, order: null }; }}></textarea></label>`)}
      ${again.fault ? html`<p class="fault" dir="auto">${again.fault}</p>` : nothing}
      <div class="row">${again.order?.plan
        ? html`<button class="main" ?disabled=${this.busy} @click=${() => void this.orderAgain()}>${again.order.plan.estimated_cost_usd === 0 ? "Render another take, free" : `Render another take for ${dollars(again.order.plan.estimated_cost_usd)}`}</button>`
        : html`<button ?disabled=${this.busy} @click=${() => void price()}>What does it cost?</button>`}
        <button @click=${() => { this.again = null; }}>Leave it</button><span class="quiet">The take that is there stays.</span></div></div>`;
  }
}

customElements.define("vg-view", View);
