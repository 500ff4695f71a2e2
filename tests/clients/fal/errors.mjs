// Every family of errors as the official client sees it.
import { check, runAll, assert, thrown } from "./checks.mjs";
import { client, root } from "./hosts.mjs";
import { dataUri } from "./picture.mjs";

const fal = client({ retry: { maxRetries: 0 } });
const model = "fal-ai/veo3.1/fast/image-to-video";
const input = { prompt: "x", image_url: dataUri(), duration: "4s", generate_audio: false };
const pollInterval = 50;

function playing(behaviours, changes = {}) {
  return thrown(() => fal.subscribe(model, { input: { ...input, ...changes }, pollInterval, headers: { "X-Sim-Behaviour": behaviours } }));
}

check("an invalid input completes, then the result is a ValidationError", async () => {
  const states = [];
  const error = await thrown(() => fal.subscribe(model, {
    input: { image_url: 7, duration: "5s" }, pollInterval, onQueueUpdate: (update) => states.push(update),
  }));
  assert.equal(error.name, "ValidationError");
  assert.equal(error.status, 422);
  assert.ok(error.requestId);
  assert.deepEqual(error.fieldErrors.map((entry) => [entry.loc.join("."), entry.type]).sort(), [
    ["body.duration", "one_of"], ["body.image_url", "string_type"], ["body.prompt", "missing"],
  ]);
  assert.equal(states.at(-1).status, "COMPLETED");
  assert.equal(states.at(-1).error, undefined);
});

check("content policy: 422 with a detail array", async () => {
  const error = await playing("fail=content_policy_violation");
  assert.equal(error.name, "ValidationError");
  assert.equal(error.fieldErrors[0].type, "content_policy_violation");
});

check("detail as a string", async () => {
  const error = await playing("fail-string");
  assert.equal(error.name, "ValidationError");
  assert.equal(error.fieldErrors[0].type, "value_error");
});

check("a model's 500", async () => {
  const error = await playing("fail=internal_server_error");
  assert.equal(error.name, "ApiError");
  assert.equal(error.status, 500);
});

check("a request error names its type in the status", async () => {
  const { request_id: requestId } = await fal.queue.submit(model, { input, headers: { "X-Sim-Behaviour": "request-error=runner_disconnected" } });
  const status = await fal.queue.subscribeToStatus(model, { requestId, pollInterval });
  assert.equal(status.error_type, "runner_disconnected");
});

check("a start timeout of the user is not retried", async () => {
  // The client's own retry settings for results cannot be switched off: only this error type ends at once.
  const { request_id: requestId } = await fal.queue.submit(model, { input, startTimeout: 1.1, headers: { "X-Sim-Behaviour": "stuck" } });
  await fal.queue.subscribeToStatus(model, { requestId, pollInterval });
  const error = await thrown(() => fal.queue.result(model, { requestId }));
  assert.equal(error.status, 504);
  assert.ok(error.isUserTimeout);
});

check("a picture that cannot be fetched", async () => {
  const error = await playing("instant", { image_url: "http://127.0.0.1:1/none.png" });
  assert.equal(error.fieldErrors[0].type, "file_download_error");
});

check("a picture that is none", async () => {
  const error = await playing("instant", { image_url: "data:image/png;base64,AAAA" });
  assert.equal(error.fieldErrors[0].type, "image_load_error");
});

check("a picture that is too small", async () => {
  const error = await thrown(() => fal.subscribe("fal-ai/kling-video/v2.6/pro/image-to-video", {
    input: { prompt: "x", start_image_url: dataUri(64, 64) }, pollInterval,
  }));
  assert.equal(error.fieldErrors[0].type, "image_too_small");
  assert.equal(error.fieldErrors[0].ctx.min_width, 300);
});

check("no key", async () => {
  const error = await thrown(() => client({ credentials: "" }).queue.submit(model, { input }));
  assert.equal(error.name, "ApiError");
  assert.equal(error.status, 401);
  assert.match(error.body.detail, /Authentication is required/);
});

for (const [behaviour, status] of [["refuse-403-balance", 403], ["refuse-404", 404], ["refuse-401", 401]]) {
  check(behaviour, async () => {
    const error = await playing(behaviour);
    assert.equal(error.name, "ApiError");
    assert.equal(error.status, status);
    assert.equal(typeof error.body.detail, "string");
  });
}

check("an unknown application", async () => {
  const error = await thrown(() => fal.queue.submit("fal-ai/no-such-app", { input }));
  assert.equal(error.status, 404);
});

check("an unknown request", async () => {
  const error = await thrown(() => fal.queue.status(model, { requestId: "00000000-0000-4000-8000-000000000000" }));
  assert.equal(error.status, 404);
});

check("a result that is gone", async () => {
  const error = await playing("result-gone");
  assert.equal(error.status, 404);
});

check("the client repeats a submit whose answer was lost, and every one of them is a job", async () => {
  const lost = { ...input, prompt: "the lost one" };
  const error = await thrown(() => client().queue.submit(model, { input: lost, headers: { "X-Sim-Behaviour": "submit-lost-after,instant" } }));
  assert.match(String(error), /fetch failed/);
  const truth = await (await fetch(new URL("_sim/truth", root))).json();
  assert.equal(truth.jobs.filter((job) => job.answer_lost && job.payload.includes("the lost one")).length, 4);
});

await runAll();
