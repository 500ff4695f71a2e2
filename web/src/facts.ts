import { frameWords, type Answer, type FailedSegment, type PlannedSegment, type RequestArguments, type VideoSegment } from "./wire.js";
import type { Cut } from "./film.js";
import type { Take } from "./elements/takes.js";

/** A still on a card. */
export interface FrameFacts {
  readonly id: string;
  /** Address for the source. */
  readonly picture?: string;
  readonly description?: string;
  readonly camera?: string;
}

/** Where a segment stands. */
export interface State {
  readonly kind: "planned" | "waiting" | "made" | "failed";
  /** In a few words. */
  readonly words: string;
  readonly message?: string;
  readonly next?: string;
  readonly percent?: number;
}

/** What a card of a segment shows. */
export interface SegmentFacts {
  readonly id: string;
  readonly name: string;
  readonly frames: readonly FrameFacts[];
  readonly lengths: readonly (readonly [name: string, seconds: number])[];
  readonly model: string;
  readonly price: string;
  readonly prompt?: string;
  readonly lines: readonly string[];
  readonly state: State;
}

/** US dollars as people write them. */
export const dollars = (usd: number): string =>
  usd === 0 ? "free" : `$${usd.toFixed(usd < 0.1 ? 4 : 2).replace(/(\.\d\d)0+$/, "$1")}`;

/** Seconds as people write them. */
export const seconds = (value: number): string => `${Number(value.toFixed(2))} s`;

const nameOf = (segment: { scene_number: number; shot_order: number }): string => `Scene ${segment.scene_number} · Shot ${segment.shot_order}`;

/** Addresses of pictures and clips; where they lead is the source's business. */
export interface Addresses {
  picture(frame: string): string | undefined;
  clip(segment: VideoSegment): string | undefined;
  poster(segment: VideoSegment): string | undefined;
}

const framesOf = (ids: readonly string[], request: RequestArguments | null, at: Addresses): FrameFacts[] =>
  ids.map((id) => {
    const words = frameWords(request, id);
    const picture = at.picture(id);
    return {
      id,
      ...(picture === undefined ? {} : { picture }),
      ...(words?.description ? { description: String(words.description) } : {}),
      ...(words?.camera_notes ? { camera: String(words.camera_notes) } : {}),
    };
  });

/** A card of a plan. */
export const ofPlanned = (segment: PlannedSegment, request: RequestArguments | null, at: Addresses): SegmentFacts => ({
  id: segment.segment_id,
  name: nameOf(segment),
  frames: framesOf(segment.associated_frames, request, at),
  lengths: [["wanted", segment.wanted_seconds], ["sold", segment.slot_seconds]],
  model: segment.model,
  price: dollars(segment.estimated_cost_usd),
  prompt: segment.prompt,
  lines: segment.decisions ?? [],
  state: { kind: "planned", words: "Planned" },
});

const ordinal = (n: number): string => `${n}${n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;

/** Where a segment without a clip stands, in words. */
export const stateOf = (segment: FailedSegment): State => {
  const pending = segment.error === "provider_pending" || (segment.error === "submission_unknown" && segment.stage !== undefined);
  if (!pending) return { kind: "failed", words: segment.error.replaceAll("_", " "), message: segment.message, next: segment.next_step };
  const stage = segment.stage?.replaceAll("_", " ") ?? "being made";
  const place = segment.queue_position === undefined ? "" : segment.queue_position === 0 ? ", next in the queue" : `, ${ordinal(segment.queue_position + 1)} in the queue`;
  const done = segment.percent === undefined ? "" : `, ${segment.percent} %`;
  const time = segment.elapsed_seconds === undefined ? "" : `, ${segment.elapsed_seconds} s`;
  return {
    kind: "waiting",
    words: stage + place + done + time,
    ...(segment.error === "submission_unknown" ? { message: segment.message, next: segment.next_step } : {}),
    ...(segment.percent === undefined ? {} : { percent: segment.percent }),
  };
};

/** Cards of an order, in the order of the film. */
export const ofAnswer = (answer: Answer, planned: readonly PlannedSegment[], request: RequestArguments | null, at: Addresses): SegmentFacts[] => {
  const plan = new Map(planned.map((segment) => [segment.segment_id, segment]));
  const made = answer.video_segments.map((segment): [VideoSegment | FailedSegment, SegmentFacts] => [segment, {
    id: segment.segment_id,
    name: nameOf(segment),
    frames: framesOf(segment.associated_frames, request, at),
    lengths: [["delivered", segment.duration_seconds]],
    model: segment.provider_metadata.model,
    price: segment.cost_usd === undefined ? "price not known yet" : segment.cost_usd === 0 ? "free" : `${dollars(segment.cost_usd)} billed`,
    ...(plan.has(segment.segment_id) ? { prompt: plan.get(segment.segment_id)?.prompt ?? "" } : {}),
    lines: segment.notes ?? [],
    state: { kind: "made", words: segment.take !== undefined && segment.take > 1 ? `Delivered, take ${segment.take}` : "Delivered" },
  }]);
  const missing = answer.failed_segments.map((segment): [VideoSegment | FailedSegment, SegmentFacts] => {
    const before = plan.get(segment.segment_id);
    return [segment, {
      id: segment.segment_id,
      name: nameOf(segment),
      frames: framesOf(segment.associated_frames, request, at),
      lengths: hasLength(segment) ? [["ordered", segment.slot_seconds]] : [],
      model: segment.provider_metadata.model,
      price: segment.billed === "no" ? "nothing billed" : segment.billed === "yes" ? "billed" : before ? `${dollars(before.estimated_cost_usd)} set aside` : "billing not known yet",
      ...(before ? { prompt: before.prompt } : {}),
      lines: [],
      state: stateOf(segment),
    }];
  });
  return [...made, ...missing].sort(([a], [b]) => a.scene_number - b.scene_number || a.shot_order - b.shot_order).map(([, facts]) => facts);
};

const hasLength = (segment: FailedSegment): boolean => segment.slot_seconds > 0;

/** The film of an order. What has no clip yet keeps its place, for as long as it was ordered. */
export const cutsOf = (answer: Answer, at: Addresses): Cut[] => {
  const fps = answer.video_segments[0]?.fps ?? 24;
  const cuts = [
    ...answer.video_segments.map((segment) => {
      const [clip, poster, still] = [at.clip(segment), at.poster(segment), at.picture(segment.associated_frames[0] ?? "")];
      return {
        segment,
        cut: {
          id: segment.segment_id, name: nameOf(segment), seconds: segment.duration_seconds, fps: segment.fps,
          ...(clip === undefined ? { why: "The clip cannot be shown here" } : { clip }),
          ...(poster ?? still ? { still: poster ?? still } : {}),
        } as Cut,
      };
    }),
    ...answer.failed_segments.filter(hasLength).map((segment) => {
      const still = at.picture(segment.associated_frames[0] ?? "");
      return {
        segment,
        cut: { id: segment.segment_id, name: nameOf(segment), seconds: segment.slot_seconds, fps, why: stateOf(segment).words, ...(still === undefined ? {} : { still }) } as Cut,
      };
    }),
  ];
  return cuts.sort((a, b) => a.segment.scene_number - b.segment.scene_number || a.segment.shot_order - b.segment.shot_order).map((entry) => entry.cut);
};

/** The takes of a place in the film, as one of its clips knows them. Where their clips are, the source knows, by the request and the segment that made them. */
export const takesOf = (clip: VideoSegment, requestId: string, address: (kind: string, ...parts: string[]) => string): Take[] => {
  const others = Array.isArray(clip.other_takes) ? clip.other_takes : [];
  const own = { take: clip.take ?? 1, chosen: clip.chosen === true, ...(clip.chosen_by === undefined ? {} : { chosen_by: clip.chosen_by }), request_id: requestId, segment_id: clip.segment_id, duration_seconds: clip.duration_seconds, fps: clip.fps, ...clip.provider_metadata, ...(clip.cost_usd === undefined ? {} : { cost_usd: clip.cost_usd }) };
  return [...others, own].sort((a, b) => a.take - b.take).map((take): Take => ({
    number: take.take,
    words: [take.provider, take.model.startsWith(take.provider) ? "" : take.model, take.cost_usd === undefined ? "" : dollars(take.cost_usd)].filter(Boolean).join(", "),
    chosen: take.chosen,
    ...(take.chosen_by === undefined ? {} : { chosenBy: take.chosen_by }),
    cut: { id: `${take.request_id} ${take.segment_id}`, name: `Take ${take.take}`, seconds: take.duration_seconds, fps: take.fps, clip: address("proxies", take.request_id, take.segment_id) },
  }));
};
