// Answers of the tools, as far as pages show them. All of it comes from outside: what is not there is left out, never assumed.

export interface Notice { readonly code: string; readonly pointer: string; readonly message: string }
export interface Problem extends Notice { readonly remedy: string }

export interface PlannedSegment {
  readonly segment_id: string;
  readonly scene_number: number;
  readonly shot_order: number;
  readonly associated_frames: readonly string[];
  readonly model: string;
  readonly wanted_seconds: number;
  readonly slot_seconds: number;
  readonly estimated_cost_usd: number;
  readonly prompt: string;
  readonly decisions: readonly string[];
}

export interface FrameReport { readonly frame_id: string; readonly status: string; readonly message?: string }
export interface Batch {
  readonly number: number;
  readonly frame_ids: readonly string[];
  readonly segments: readonly PlannedSegment[];
  readonly total_seconds: number;
  readonly estimated_cost_usd: number;
  readonly plan_hash: string;
}

/** The segments of a plan with other models. */
export interface Offer {
  readonly provider: string;
  readonly models: readonly string[];
  readonly estimated_cost_usd?: number;
  readonly total_seconds?: number;
  readonly extra_seconds?: number;
  readonly missing_seconds?: number;
  readonly chosen?: boolean;
  /** Why it does not fit. */
  readonly reason?: string;
}

export interface Plan {
  readonly provider: string;
  readonly segments: readonly PlannedSegment[];
  readonly total_seconds: number;
  readonly estimated_cost_usd: number;
  readonly plan_hash: string;
  readonly decisions?: readonly string[];
  readonly frames?: readonly FrameReport[];
  readonly warnings?: readonly Notice[];
  readonly batches?: readonly Batch[];
  /** Key that all approvals of the plan share; there only where the plan is kept and its hash alone can order it. */
  readonly request_key?: string;
  readonly ordered_as?: string;
  readonly comparison?: { readonly offers: readonly Offer[] };
}

interface Made { readonly provider: string; readonly model: string }

/** Another delivered take of the same place in the film. */
export interface OtherTake {
  readonly take: number;
  readonly chosen: boolean;
  readonly chosen_by?: string;
  readonly request_id: string;
  readonly segment_id: string;
  readonly duration_seconds: number;
  readonly fps: number;
  readonly provider: string;
  readonly model: string;
  readonly cost_usd?: number;
}

export interface VideoSegment {
  readonly segment_id: string;
  readonly scene_number: number;
  readonly shot_order: number;
  readonly associated_frames: readonly string[];
  readonly video_url: string;
  readonly duration_seconds: number;
  readonly fps: number;
  readonly take?: number;
  readonly chosen?: boolean;
  readonly chosen_by?: string;
  readonly other_takes?: readonly OtherTake[];
  readonly cost_usd?: number;
  readonly notes?: readonly string[];
  readonly provider_metadata: Made;
}

export interface FailedSegment {
  readonly segment_id: string;
  readonly scene_number: number;
  readonly shot_order: number;
  readonly associated_frames: readonly string[];
  /** What its clip lasts once there is one. */
  readonly slot_seconds: number;
  readonly error: string;
  readonly message: string;
  readonly billed: string;
  readonly next_step: string;
  readonly stage?: string;
  readonly percent?: number;
  readonly queue_position?: number;
  readonly elapsed_seconds?: number;
  readonly provider_metadata: Made;
}

export interface Answer {
  readonly request_id: string;
  readonly status: string;
  readonly replayed?: boolean;
  readonly video_segments: readonly VideoSegment[];
  readonly failed_segments: readonly FailedSegment[];
  readonly frames?: readonly FrameReport[];
  readonly cost?: { readonly estimated_usd: number; readonly reserved_usd: number; readonly billed_usd: number };
  readonly warnings?: readonly Notice[];
  readonly plan_hash: string;
}

export interface Refusal {
  readonly problems: readonly Problem[];
  readonly warnings?: readonly Notice[];
  readonly batches?: readonly Batch[];
  readonly estimated_cost_usd?: number;
}

/** What a plan costs with other models; none where nobody compared. */
export const offersOf = (plan: Plan): readonly Offer[] => {
  const offers: unknown = plan.comparison?.offers;
  return everyHas(offers, "provider", "models") && offers.every((offer) => Array.isArray(offer["models"])) ? (offers as unknown as readonly Offer[]) : [];
};

/** What a result turns out to be. */
export type Reading =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "refusal"; readonly refusal: Refusal }
  | { readonly kind: "failure"; readonly text: string }
  | { readonly kind: "other" };

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const everyHas = (list: unknown, ...names: string[]): list is Json[] =>
  Array.isArray(list) && list.every((item) => isObject(item) && names.every((name) => item[name] !== undefined && item[name] !== null));

const recognize = (json: unknown): Reading | null => {
  if (!isObject(json)) return null;
  if (isText(json["request_id"]) && everyHas(json["video_segments"], "segment_id", "associated_frames", "provider_metadata") && everyHas(json["failed_segments"], "segment_id", "associated_frames", "provider_metadata"))
    return { kind: "answer", answer: json as unknown as Answer };
  if (isText(json["plan_hash"]) && everyHas(json["segments"], "segment_id", "associated_frames", "prompt")) return { kind: "plan", plan: json as unknown as Plan };
  if (everyHas(json["problems"], "code", "message")) return { kind: "refusal", refusal: json as unknown as Refusal };
  return null;
};

/** Reads a result of a tool: its structure, or else the same as text, which hosts that drop the structure leave in place. */
export const read = (result: unknown): Reading => {
  if (!isObject(result)) return { kind: "other" };
  const structured = recognize(result["structuredContent"]);
  if (structured) return structured;
  const texts = (Array.isArray(result["content"]) ? result["content"] : []).map((block: unknown) => (isObject(block) && isText(block["text"]) ? block["text"] : "")).filter(Boolean);
  for (const text of texts) {
    if (!text.trimStart().startsWith("{")) continue;
    try {
      const found = recognize(JSON.parse(text));
      if (found) return found;
    } catch {
      // words that look like JSON
    }
  }
  return result["isError"] === true && texts.length > 0 ? { kind: "failure", text: texts.join("\n") } : { kind: "other" };
};

export interface StoryboardFrame {
  readonly frame_id?: string;
  readonly description?: string;
  readonly camera_notes?: string;
}

/** Arguments of a call: the request as the caller wrote it. */
export interface RequestArguments extends Json {
  readonly generated_frames?: readonly (Json & { readonly frame_id?: string })[];
  readonly storyboard_frames?: readonly (Json & StoryboardFrame)[];
}

/** Words of a frame, from the request. */
export const frameWords = (request: RequestArguments | null, id: string): StoryboardFrame | undefined =>
  Array.isArray(request?.storyboard_frames) ? request.storyboard_frames.find((frame) => frame?.frame_id === id) : undefined;
