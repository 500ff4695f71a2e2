// client.videoGeneration.* of OpenRouter's official client: it takes the simulator's address as its server.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { OpenRouter } from "@openrouter/sdk";
import { assert, check, runAll, thrown } from "../fal/checks.mjs";
import { dataUri } from "../fal/picture.mjs";
import { play, root, suffering, truth, until } from "./simulator.mjs";

const once = { retries: { strategy: "none" } };
const { videoGeneration: video } = new OpenRouter({ apiKey: "sk-or-v1-check", serverURL: new URL("api/v1", root).href });
const frame = (frameType) => ({ type: "image_url", imageUrl: { url: dataUri() }, frameType });
const order = (changes = {}) => ({
  videoGenerationRequest: { model: "alibaba/wan-2.7", prompt: "a slow push in", size: "1280x720", duration: 3, generateAudio: false, frameImages: [frame("first_frame")], ...changes },
});
const submit = (behaviours, changes) => video.generate(order(changes), { ...once, fetchOptions: { headers: suffering(behaviours) } });
const ended = (jobId) => until(() => video.getGeneration({ jobId }, once), (job) => !["pending", "in_progress"].includes(job.status));

async function bytesOf(jobId) {
  const stream = await video.getVideoContent({ jobId }, once);
  return Buffer.from(await new Response(stream).arrayBuffer());
}

check("the catalogue", async () => {
  const { data } = await video.listVideosModels();
  const wan = data.find((model) => model.id === "alibaba/wan-2.7");
  assert.deepEqual(wan.supportedDurations, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(wan.supportedFrameImages, ["first_frame", "last_frame"]);
  assert.equal(wan.pricingSkus.duration_seconds, "0.10");
});

check("from submit to clip", async () => {
  const submitted = await video.generate(order());
  assert.match(submitted.id, /^gen-vid-\d+-[0-9A-Za-z]{20}$/);
  assert.equal(submitted.status, "pending");
  assert.equal(submitted.pollingUrl, `/api/v1/videos/${submitted.id}`);
  const job = await ended(submitted.id);
  assert.equal(job.status, "completed");
  assert.equal(job.usage.cost, 0.3);
  assert.equal(job.usage.isByok, false);
  assert.equal((await bytesOf(job.id)).toString("latin1", 4, 8), "ftyp");
  assert.equal((await fetch(job.unsignedUrls[0])).status, 401);
});

check("first and last frame, by resolution and ratio", async () => {
  const { id } = await submit("instant", { size: undefined, resolution: "720p", aspectRatio: "16:9", frameImages: [frame("last_frame"), frame("first_frame")] });
  assert.equal((await ended(id)).status, "completed");
});

check("sound is made and billed unless it is refused", async () => {
  const cost = async (changes) => (await ended((await submit("instant", { model: "google/veo-3.1-lite", duration: 4, ...changes })).id)).usage.cost;
  assert.equal(await cost({ generateAudio: undefined }), 0.2);
  assert.equal(await cost({ generateAudio: false }), 0.12);
});

for (const [what, changes] of [
  ["a length that is not sold", { duration: 11 }], ["a size that is not sold", { size: "480x480" }], ["two forms of the size", { resolution: "720p" }],
  ["a last frame that the model does not take", { model: "runway/gen-4.5", frameImages: [frame("last_frame")] }], ["an unknown model", { model: "no/such" }],
]) {
  check(`refused before anything is billed: ${what}`, async () => {
    const before = await truth();
    const error = await thrown(() => video.generate(order(changes), once));
    assert.equal(error.statusCode, 400, String(error));
    assert.ok(error.error.message);
    assert.equal((await truth()).jobs_created, before.jobs_created);
  });
}

for (const [behaviour, status] of [["refuse-401", 401], ["refuse-402", 402], ["refuse-403", 403], ["refuse-404", 404], ["refuse-413", 413], ["refuse-429", 429], ["submit-5xx=500", 500], ["submit-5xx", 503]]) {
  check(`${behaviour} is an error with status ${status}`, async () => {
    const error = await thrown(() => submit(behaviour));
    assert.equal(error.statusCode, status, String(error));
  });
}

check("a job that nobody knows", async () => {
  const error = await thrown(() => video.getGeneration({ jobId: "gen-vid-1-nobody" }, once));
  assert.equal(error.statusCode, 404, String(error));
});

for (const [behaviour, status] of [["never-ends", 409], ["instant,content-409", 409], ["instant,content-410", 410], ["instant,content-502", 502]]) {
  check(`the clip of a job with ${behaviour} is ${status}`, async () => {
    const { id } = await submit(behaviour);
    if (behaviour !== "never-ends") {
      await ended(id);
    }
    const error = await thrown(() => bytesOf(id));
    assert.equal(error.statusCode, status, String(error));
  });
}

check("the ends that are no clip", async () => {
  const end = async (behaviours) => ended((await submit(`instant,${behaviours}`)).id);
  const failed = await end("fail=Upstream_broke");
  assert.deepEqual([failed.status, failed.error, failed.usage.cost], ["failed", "Upstream broke", 0]);
  assert.equal((await end("cancelled")).status, "cancelled");
  assert.equal((await end("expired")).status, "expired");
  assert.equal((await end("cost-null")).usage.cost, null);
  assert.equal((await end("cost-missing")).usage, undefined);
  assert.equal((await end("byok")).usage.isByok, true);
});

check("an address to poll that is absolute, an older id, a state that is new", async () => {
  const submitted = await submit("instant,polling-absolute,old-id,status-unknown=1,unknown-fields");
  assert.equal(new URL(submitted.pollingUrl).origin, new URL(root).origin);
  assert.equal((await video.getGeneration({ jobId: submitted.id }, once)).status, "warming_up");
  assert.equal((await ended(submitted.id)).status, "completed");
});

check("the client's own repetition pays twice: why VideoGen sends once", async () => {
  await play({ nth: 1, behaviours: ["submit-5xx-after=502"] });
  const before = await truth();
  await video.generate(order());
  assert.equal((await truth()).jobs_created, before.jobs_created + 2);
  await play();
});

check("the callback is signed over time, comma and body", async () => {
  let receive;
  const received = new Promise((resolve) => { receive = resolve; });
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) {
      pieces.push(piece);
    }
    response.end();
    receive({ headers: request.headers, body: Buffer.concat(pieces).toString("utf8") });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { id } = await submit("instant", { callbackUrl: `http://127.0.0.1:${server.address().port}/hook` });
  const { headers, body } = await received;
  server.close();
  const [, time, hex] = headers["x-openrouter-signature"].match(/^t=(\d+),v1=([0-9a-f]{64})$/);
  assert.equal(createHmac("sha256", "whsec_simulator").update(`${time},${body}`).digest("hex"), hex);
  assert.equal(headers["x-openrouter-idempotency-key"], `${id}-completed`);
  const event = JSON.parse(body);
  assert.deepEqual([event.type, event.data.id, event.data.status], ["video.generation.completed", id, "completed"]);
});

await runAll();
