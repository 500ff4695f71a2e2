import type { SegmentFacts } from "../facts.js";
import type { Notes } from "../elements/again.js";
import type { Answer, Plan, PlannedSegment, RequestArguments } from "../wire.js";

/** One thing that is planned and perhaps ordered: what the view was opened for, a free preview of it, or a segment again. */
export interface Order {
  readonly label: string;
  readonly request: RequestArguments | null;
  readonly plan: Plan | null;
  readonly answer: Answer | null;
}

/** What the arguments of a plan may hold of the arguments of an order. */
export const toPlan = (request: RequestArguments): RequestArguments => {
  const { plan_hash: _, request_key: __, wait_seconds: ___, another_take: ____, ...rest } = request as Record<string, unknown>;
  return rest as RequestArguments;
};

/** The request of these frames only. */
export const onlyFrames = (request: RequestArguments, ids: readonly string[]): RequestArguments => {
  const of = <T extends { readonly frame_id?: string }>(list: readonly T[] | undefined): T[] => (list ?? []).filter((frame) => frame?.frame_id !== undefined && ids.includes(frame.frame_id));
  return { ...toPlan(request), generated_frames: of(request.generated_frames), storyboard_frames: of(request.storyboard_frames) };
};

/** The same by another provider, with its own choice of models unless one is named. */
export const madeWith = (request: RequestArguments, provider: string, model: string | null): RequestArguments => {
  const { model: _, ...settings } = (request["video_settings"] ?? {}) as Record<string, unknown>;
  return { ...toPlan(request), video_settings: { ...settings, provider_override: provider, ...(model === null ? {} : { model }) } };
};

/** One segment of an order once more, with the take that is there as its parent. */
export const onceMore = (answer: Answer, card: SegmentFacts, notes: Notes): RequestArguments => {
  const before = card.frames.map((frame) => frame.camera ?? "");
  const camera = card.frames.map((frame, i) => notes.get(frame.id) ?? before[i] ?? "");
  const prompt = notes.get(promptNote)?.trim();
  const isEdited = prompt !== undefined ? prompt !== "" && prompt !== card.prompt : camera.some((words, i) => words !== before[i]);
  const reason = isEdited ? "edited_prompt" : card.state.kind === "made" ? "new_seed" : "retry";
  return { again: { request_id: answer.request_id, segment_id: card.id, reason, ...(isEdited ? (prompt !== undefined ? { prompt } : { camera_notes: camera }) : {}) } };
};

/** Under this name the notes of a segment hold its whole prompt. */
export const promptNote = "prompt";

/**
 * What approves a plan: its hash, and a key that all approvals of the plan share, so that a second click, a reload and the assistant's own
 * call end in one order. A plan that the server keeps needs no more; else the whole request goes along.
 */
export const approval = (order: Order): Record<string, unknown> => {
  const plan = order.plan;
  if (!plan) return {};
  const shared = { plan_hash: plan.plan_hash, request_key: plan.request_key ?? `plan-${plan.plan_hash}`.slice(0, 100), wait_seconds: 0 };
  return plan.request_key !== undefined ? shared : { ...toPlan(order.request ?? {}), ...shared };
};

/** The planned segments of an order. */
export const plannedOf = (order: Order): readonly PlannedSegment[] => order.plan?.segments ?? [];

/** Whether anything of it may still change. */
export const goesOn = (answer: Answer | null): boolean => answer?.status === "in_progress";
