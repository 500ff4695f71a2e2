// fal's official client: `subscribe` for all segments of an order at once, nothing stored. One order a line on stdin, one line of
// figures a line on stdout. With an order as argument: that one, then the end.
import { openAsBlob } from "node:fs";
import { createInterface } from "node:readline";
import { client } from "../../tests/clients/fal/hosts.mjs";

const fal = client();
const model = "fal-ai/veo3.1/fast/first-last-frame-to-video";

const still = (place) => (place.startsWith("http") ? place : openAsBlob(place, { type: "image/png" }));

async function one({ prompt, first, last }, pollInterval) {
  const input = {
    prompt, first_frame_url: await still(first), last_frame_url: await still(last),
    duration: "4s", aspect_ratio: "16:9", resolution: "720p", generate_audio: false, auto_fix: false,
  };
  const { data } = await fal.subscribe(model, { input, ...(pollInterval && { pollInterval }) });
  if (!data.video?.url) {
    throw new Error("no clip");
  }
}

async function run({ segments, pollInterval }) {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await Promise.all(segments.map((segment) => one(segment, pollInterval)));
  const wall = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

if (process.argv[2]) {
  await run(JSON.parse(process.argv[2]));
} else {
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await run(JSON.parse(line))));
  }
}
