import type { ReactiveController, ReactiveControllerHost } from "lit";
import { dollars, type SegmentFacts } from "../facts.js";
import type { Notes } from "../elements/again.js";
import { read, type Answer, type Batch, type Plan, type Reading, type Refusal, type RequestArguments } from "../wire.js";
import type { Bridge } from "./bridge.js";
import { memory } from "./memory.js";
import { approval, goesOn, madeWith, onceMore, onlyFrames, toPlan, type Order } from "./order.js";

const lookAgain = 2000;
const animatic = "animatic";

/** What a result that is not what was asked for says to people. */
const faultOf = (reading: Reading): string =>
  reading.kind === "refusal" ? reading.refusal.problems.map((problem) => `${problem.message} ${problem.remedy}`).join("\n") : reading.kind === "failure" ? reading.text : "The server's answer could not be read.";

/** A wish for another take of one segment, on its way to an order of its own. */
export interface Wish {
  readonly segment: string;
  readonly order: Order | null;
  readonly fault: string | null;
}

/** What a view has planned and ordered, and everything that it asks of the server. */
export class Orders implements ReactiveController {
  /** What the view was opened for comes first. */
  list: readonly Order[] = [];
  refusal: Refusal | null = null;
  phase: "waiting" | "shown" | "cancelled" | "empty" | "gone" = "waiting";
  fault: string | null = null;
  busy = false;
  wish: Wish | null = null;
  /** Arguments of the call that the view was opened for. */
  request: RequestArguments | null = null;
  /** Whether anybody can see the view. */
  seen = true;

  private timer = 0;

  constructor(private readonly host: ReactiveControllerHost, private readonly bridge: Bridge, private readonly say: (words: string) => void, private readonly changed: (request: string) => void) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** Whether the client lets the view call tools. */
  get tools(): boolean {
    return this.bridge.capabilities.serverTools !== undefined;
  }

  // ---- what the client sends

  /** Takes arguments that are still being written. */
  begin(given: unknown): void {
    if (this.request === null && this.phase === "waiting") this.input(given);
  }

  /** Takes the arguments of the call. */
  input(given: unknown): void {
    this.request = (given ?? null) as RequestArguments | null;
    this.host.requestUpdate();
  }

  /** The call was stopped. */
  cancelled(): void {
    if (this.phase === "waiting") this.phase = "cancelled";
    this.host.requestUpdate();
  }

  /** Takes a result. Hosts send on results of later calls too: only what belongs to this plan is ours. */
  take(result: unknown): void {
    const reading = read(result);
    const main = this.list[0];
    if (main || this.refusal) {
      if (main && reading.kind === "answer" && (reading.answer.plan_hash === main.plan?.plan_hash || reading.answer.request_id === main.answer?.request_id)) this.put(0, { ...main, answer: reading.answer });
      return;
    }
    this.show(reading);
    if (reading.kind === "answer") {
      memory.keep(reading.answer.plan_hash, reading.answer.request_id);
      void this.recallPlan(reading.answer);
    }
  }

  private show(reading: Reading): void {
    this.phase = reading.kind === "failure" || reading.kind === "other" ? "empty" : "shown";
    switch (reading.kind) {
      case "plan": void this.open(reading.plan); break;
      case "answer": this.list = [{ label: "", request: this.request, plan: null, answer: reading.answer }]; break;
      case "refusal":
        this.refusal = reading.refusal;
        this.say("There are problems");
        break;
      case "failure": this.fault = reading.text; break;
      default:
    }
    this.host.requestUpdate();
    this.watch();
  }

  private async open(plan: Plan): Promise<void> {
    this.list = [{ label: "", request: this.request, plan, answer: null }];
    this.say(`Planned: ${plan.segments.length} segments, ${dollars(plan.estimated_cost_usd)}`);
    const known = plan.ordered_as ?? memory.recall(plan.plan_hash);
    if (known && this.tools) await this.look(0, known);
  }

  // The answer of an order does not repeat prompts and planned seconds; the plan, which is free, does.
  private async recallPlan(answer: Answer): Promise<void> {
    if (!this.request?.generated_frames || !this.tools) return;
    const reading = await this.ask("plan_video_segments", toPlan(this.request));
    const main = this.list[0];
    if (main && reading.kind === "plan" && reading.plan.plan_hash === answer.plan_hash) this.put(0, { ...main, plan: reading.plan });
  }

  // ---- what people do

  /** Finds again what the view was opened for. Only what is free is called: an order is looked up, never repeated. */
  async loadAgain(): Promise<void> {
    const request = this.request;
    if (!request) return;
    const asked = request["plan_hash"];
    const known = typeof asked === "string" ? memory.recall(asked) : null;
    const reading = await this.whileBusy(() => (known ? this.ask("get_video_segments", { request_id: known }) : this.ask("plan_video_segments", toPlan(request))));
    if (reading) this.show(reading.kind === "other" ? { kind: "failure", text: faultOf(reading) } : reading);
  }

  /** Orders a plan. */
  async approve(index: number): Promise<void> {
    const order = this.list[index];
    const plan = order?.plan;
    if (!order || !plan || order.answer) return;
    const reading = await this.whileBusy(() => this.ask("synthesize_video_segments", approval(order)));
    if (reading?.kind === "answer") {
      memory.keep(plan.plan_hash, reading.answer.request_id);
      this.put(index, { ...order, answer: reading.answer });
      this.say("Ordered");
      this.tell(`The user approved plan ${plan.plan_hash} in the view: request ${reading.answer.request_id}, ${dollars(plan.estimated_cost_usd)}. Do not order these frames again; get_video_segments says how it stands.`);
    } else if (reading) {
      this.fail(reading.kind === "failure" ? `Not ordered: ${reading.text}` : reading.kind === "refusal" ? faultOf(reading) : "Not known whether it was ordered. Press again: the same key finds the same order.");
      this.say("Not ordered");
    }
  }

  /** Orders the free preview of what was planned. */
  async preview(): Promise<void> {
    const request = this.list[0]?.request;
    if (!request) return;
    const index = await this.planMore("Animatic", madeWith(request, animatic, null));
    if (index !== null && this.list[index]?.plan?.estimated_cost_usd === 0) await this.approve(index);
  }

  /** Plans the same with another provider and model. */
  async planWith(index: number, provider: string, model: string): Promise<void> {
    const request = this.list[index]?.request;
    if (request) await this.planMore(`With ${model}`, madeWith(request, provider, model));
  }

  /** Asks what a plan costs with other models. The plan stays the same. */
  async compare(index: number): Promise<void> {
    const order = this.list[index];
    const request = order?.request;
    if (!order || !request) return;
    const reading = await this.whileBusy(() => this.ask("plan_video_segments", { ...toPlan(request), compare: true }));
    if (reading?.kind === "plan") this.put(index, { ...order, plan: reading.plan });
    else if (reading) this.fail(faultOf(reading));
  }

  /** Plans a part of a storyboard that is too long. */
  async orderBatch(batch: Batch): Promise<void> {
    if (this.request) await this.planMore(`Batch ${batch.number}`, onlyFrames(this.request, batch.frame_ids));
  }

  /** Opens and closes the wish for another take of a segment. */
  wishFor(segment: string | null): void {
    this.wish = segment === null ? null : { segment, order: null, fault: null };
    this.host.requestUpdate();
  }

  /** Says what another take of a segment costs. */
  async priceAgain(index: number, card: SegmentFacts, notes: Notes): Promise<void> {
    const answer = this.list[index]?.answer;
    const wish = this.wish;
    if (!answer || !wish) return;
    const reading = await this.whileBusy(() => this.ask("plan_video_segments", onceMore(answer, card, notes)));
    if (!reading || this.wish !== wish) return; // other words by now, or no wish
    this.wish = reading.kind === "plan" ? { ...wish, fault: null, order: { label: card.name, request: this.list[index]?.request ?? null, plan: reading.plan, answer: null } } : { ...wish, order: null, fault: faultOf(reading) };
    this.host.requestUpdate();
  }

  /** Orders the take whose price was said. */
  async orderAgain(): Promise<void> {
    const wanted = this.wish?.order;
    if (!wanted || this.busy) return;
    const index = this.list.length;
    const take = this.list.filter((order) => order.label.startsWith(`${wanted.label},`)).length + 2;
    this.list = [...this.list, { ...wanted, label: `${wanted.label}, take ${take}` }];
    await this.approve(index);
    if (this.list[index]?.answer) this.wish = null;
    else this.list = this.list.filter((_, i) => i !== index);
    this.host.requestUpdate();
  }

  /** Chooses which take of a segment stands in the film. */
  async choose(index: number, segment: string, take: number): Promise<void> {
    const answer = this.list[index]?.answer;
    if (!answer) return;
    const reading = await this.whileBusy(() => this.ask("choose_video_take", { request_id: answer.request_id, segment_id: segment, take }));
    if (reading?.kind === "answer") {
      this.say(`Take ${take} stands in the film`);
      this.tell(`The user chose take ${take} of ${segment} of request ${answer.request_id}.`);
      await this.lookAtAll();
    } else if (reading) this.fail(faultOf(reading));
  }

  /** Stops what is not finished of an order. */
  async cancel(index: number): Promise<void> {
    const order = this.list[index];
    const answer = order?.answer;
    if (!order || !answer) return;
    const reading = await this.whileBusy(() => this.ask("cancel_video_segments", { request_id: answer.request_id }));
    if (reading?.kind === "answer") this.put(index, { ...order, answer: reading.answer });
    else if (reading) this.fail(reading.kind === "failure" ? reading.text : "Not cancelled.");
  }

  // ---- following what is being made

  /** Ends all work: the view goes. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.phase = "gone";
  }

  /** Looks at the server now and then while something is being made and anybody can see it: no progress reaches a view by itself. */
  watch(): void {
    if (this.timer !== 0 || this.phase === "gone" || !this.tools || !this.seen || document.hidden || !this.list.some((order) => goesOn(order.answer))) return;
    this.timer = window.setTimeout(() => void this.poll(), lookAgain);
  }

  private async poll(): Promise<void> {
    await Promise.all(this.list.map((order, index) => (order.answer && goesOn(order.answer) ? this.look(index, order.answer.request_id) : null)));
    this.timer = 0;
    this.watch();
  }

  private async look(index: number, id: string): Promise<void> {
    const reading = await this.ask("get_video_segments", { request_id: id, wait_seconds: 0 });
    const order = this.list[index];
    if (this.phase === "gone" || !order || reading.kind !== "answer") return;
    const before = order.answer;
    this.put(index, { ...order, answer: reading.answer });
    const [made, missing] = [reading.answer.video_segments.length, reading.answer.failed_segments.length];
    if (before && before.video_segments.length !== made) this.say(`${made} of ${made + missing} segments are there`);
    if (before && goesOn(before) && !goesOn(reading.answer)) {
      this.tell(`Request ${id} is finished: ${made} segments delivered, ${missing} not.`);
      if (this.list.length > 1) await this.lookAtAll(); // a new take stands beside those of other orders
    }
  }

  private async lookAtAll(): Promise<void> {
    await Promise.all(this.list.map((order, index) => (order.answer ? this.look(index, order.answer.request_id) : null)));
  }

  // ----

  // Index of the new order; null where there is none.
  private async planMore(label: string, request: RequestArguments): Promise<number | null> {
    const reading = await this.whileBusy(() => this.ask("plan_video_segments", request));
    if (reading?.kind !== "plan") {
      if (reading) this.fail(faultOf(reading));
      return null;
    }
    this.list = [...this.list, { label, request, plan: reading.plan, answer: null }];
    this.host.requestUpdate();
    return this.list.length - 1;
  }

  private ask(tool: string, args: unknown): Promise<Reading> {
    return this.bridge.call(tool, args).then(read, (error: Error) => ({ kind: "failure", text: error.message }) as const);
  }

  // Null where something else is being asked.
  private async whileBusy(work: () => Promise<Reading>): Promise<Reading | null> {
    if (this.busy) return null;
    this.busy = true;
    this.fault = null;
    this.host.requestUpdate();
    try {
      return await work();
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  private put(index: number, order: Order): void {
    this.list = this.list.map((each, i) => (i === index ? order : each));
    if (order.answer) this.changed(order.answer.request_id);
    this.host.requestUpdate();
    this.watch();
  }

  /** Says that something did not work. */
  fail(words: string): void {
    this.fault = words;
    this.host.requestUpdate();
  }

  // Reaches the model with the person's next turn.
  private tell(text: string): void {
    if (this.bridge.capabilities.updateModelContext !== undefined) this.bridge.request("ui/update-model-context", { content: [{ type: "text", text }] }).catch(() => undefined);
  }
}
