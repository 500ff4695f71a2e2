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
export const onlyFrames = (request: RequestArguments, ids: readonly string[], notes: ReadonlyMap<string, string> = new Map()): RequestArguments => {
  const of = <T extends { readonly frame_id?: string }>(list: readonly T[] | undefined): T[] => (list ?? []).filter((frame) => frame?.frame_id !== undefined && ids.includes(frame.frame_id));
  return {
    ...toPlan(request),
    generated_frames: of(request.generated_frames),
    storyboard_frames: of(request.storyboard_frames).map((frame) => (notes.has(frame.frame_id ?? "") ? { ...frame, camera_notes: notes.get(frame.frame_id ?? "") ?? "" } : frame)),
  };
};

/** The same as a free preview, drawn on the server's machine. */
export const asAnimatic = (request: RequestArguments): RequestArguments => {
  const { model: _, ...settings } = (request["video_settings"] ?? {}) as Record<string, unknown>;
  return { ...toPlan(request), video_settings: { ...settings, provider_override: "animatic" } };
};

/**
 * What approves a plan: its hash, and a key that all approvals of the plan share, so that a second click, a reload and the assistant's own
 * call end in one order. A plan that the server keeps needs no more; else the whole request goes along.
 */
export const approval = (order: Order, key: string | null): Record<string, unknown> => {
  const plan = order.plan;
  if (!plan) return {};
  const shared = { plan_hash: plan.plan_hash, request_key: key ?? plan.request_key ?? `plan-${plan.plan_hash}`.slice(0, 100), wait_seconds: 0 };
  return plan.request_key !== undefined && key === null ? shared : { ...toPlan(order.request ?? {}), ...shared };
};

/** The planned segments of an order. */
export const plannedOf = (order: Order): readonly PlannedSegment[] => order.plan?.segments ?? [];

/** Whether anything of it may still change. */
export const goesOn = (answer: Answer | null): boolean => answer?.status === "in_progress";

/** What is remembered of a plan over a reload: nothing but the id of its request. */
export const memory = {
  recall: (hash: string): string | null => {
    try {
      return localStorage.getItem(`videogen:${hash}`);
    } catch {
      return null;
    }
  },
  keep: (hash: string, requestId: string): void => {
    try {
      localStorage.setItem(`videogen:${hash}`, requestId);
    } catch {
      // a host without storage: a reload shows the plan again, and its key finds the order
    }
  },
};
