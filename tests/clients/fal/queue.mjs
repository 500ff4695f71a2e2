// fal.subscribe and fal.queue.* of the official client.
import { check, runAll, assert, thrown } from "./checks.mjs";
import { client, fetchingClient, proxiedClient } from "./hosts.mjs";
import { dataUri, pictureBlob } from "./picture.mjs";

const fal = client();
const model = "fal-ai/veo3.1/fast/image-to-video";
const input = { prompt: "a slow push in", image_url: dataUri(), duration: "4s", generate_audio: false };
const pollInterval = 50;

async function isClip(url) {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "video/mp4");
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.equal(bytes.toString("latin1", 4, 8), "ftyp");
  return bytes.length;
}

for (const [name, api] of [["middleware", fal], ["proxy", proxiedClient()], ["fetch", fetchingClient()]]) {
  check(`subscribe polls to the clip (${name})`, async () => {
    const states = [];
    let enqueued;
    const { data, requestId } = await api.subscribe(model, {
      input, logs: true, pollInterval,
      onEnqueue: (id) => { enqueued = id; },
      onQueueUpdate: (update) => states.push(update),
    });
    assert.equal(requestId, enqueued);
    assert.equal(await isClip(data.video.url), data.video.file_size);
    assert.equal(states.at(-1).status, "COMPLETED");
    assert.ok(Array.isArray(states.at(-1).logs));
    assert.equal(typeof states.at(-1).metrics.inference_time, "number");
  });

  check(`subscribe tells the place of what waits (${name})`, async () => {
    const first = await whileItWaits(api, { pollInterval });
    assert.equal(first.status, "IN_QUEUE");
    assert.equal(typeof first.queue_position, "number");
  });
}

// What subscribe says first of a request that waits until it is cancelled then.
async function whileItWaits(api, settings) {
  let id, first;
  await thrown(() => api.subscribe(model, {
    input, ...settings, headers: { "X-Sim-Behaviour": "queued=600" },
    onEnqueue: (requestId) => { id = requestId; },
    onQueueUpdate: (update) => {
      if (first === undefined) {
        first = update;
        void fal.queue.cancel(model, { requestId: id });
      }
    },
  }));
  return first;
}

check("subscribe by status stream", async () => {
  const states = [];
  const { data } = await fal.subscribe(model, { input, mode: "streaming", logs: true, onQueueUpdate: (update) => states.push(update.status) });
  assert.ok(data.video.url);
  const order = ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"];
  assert.deepEqual(states, states.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)));
  assert.equal(states.at(-1), "COMPLETED");
  assert.equal((await whileItWaits(fal, { mode: "streaming" })).status, "IN_QUEUE");
});

check("subscribe by status stream straight from the browser", async () => {
  // The browser mode asks rest.fal.ai for a token and goes past the middleware.
  const { data } = await fetchingClient().subscribe(model, { input, mode: "streaming", connectionMode: "client" });
  assert.ok(data.video.url);
});

check("a Blob in the input is uploaded by itself", async () => {
  const { data } = await fal.subscribe(model, { input: { ...input, image_url: pictureBlob() }, pollInterval });
  assert.ok(data.video.url);
});

check("first and last frame", async () => {
  const { data } = await fal.subscribe("fal-ai/veo3.1/fast/first-last-frame-to-video", {
    input: { prompt: "x", first_frame_url: dataUri(), last_frame_url: dataUri(1280, 720), duration: "4s", generate_audio: false }, pollInterval,
  });
  assert.ok(data.video.url);
});

check("submit, status, streamStatus, result", async () => {
  const submitted = await fal.queue.submit(model, { input, priority: "low", hint: "warm", startTimeout: 600 });
  assert.equal(submitted.status, "IN_QUEUE");
  assert.match(submitted.request_id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(submitted.status_url.endsWith(`/fal-ai/veo3.1/requests/${submitted.request_id}/status`));
  const requestId = submitted.request_id;
  assert.equal((await fal.queue.status(model, { requestId })).request_id, requestId);
  const stream = await fal.queue.streamStatus(model, { requestId, logs: true });
  const seen = [];
  for await (const status of stream) {
    seen.push(status.status);
  }
  assert.equal(seen.at(-1), "COMPLETED");
  assert.equal((await stream.done()).status, "COMPLETED");
  assert.equal((await fal.queue.status(model, { requestId, logs: true })).status, "COMPLETED");
  const result = await fal.queue.result(model, { requestId });
  assert.equal(result.requestId, requestId);
  assert.ok(result.data.video.url);
});

check("cancel a waiting request, and one too late", async () => {
  const { request_id: requestId } = await fal.queue.submit(model, { input, headers: { "X-Sim-Behaviour": "queued=600" } });
  await fal.queue.cancel(model, { requestId });
  const status = await fal.queue.status(model, { requestId });
  assert.equal(status.status, "COMPLETED");
  assert.equal(status.error_type, "client_cancelled");
  const error = await thrown(() => fal.queue.cancel(model, { requestId }));
  assert.equal(error.name, "ApiError");
  assert.equal(error.status, 400);
  assert.equal(error.body.status, "ALREADY_COMPLETED");
});

check("a result asked for too early", async () => {
  const { request_id: requestId } = await fal.queue.submit(model, { input, headers: { "X-Sim-Behaviour": "queued=600" } });
  const error = await thrown(() => fal.queue.result(model, { requestId }));
  assert.equal(error.status, 400);
  assert.equal(error.body.detail, "Request is still in progress");
  await fal.queue.cancel(model, { requestId });
});

check("a client-side timeout cancels", async () => {
  const error = await thrown(() => fal.subscribe(model, { input, timeout: 300, pollInterval, headers: { "X-Sim-Behaviour": "never-ends" } }));
  assert.match(error.message, /timed out/);
});

check("the two namespaces keep three segments", async () => {
  for (const id of ["workflows/simulator/two-steps", "comfy/simulator/two-steps"]) {
    const submitted = await fal.queue.submit(id, { input: { prompt: "x" } });
    assert.ok(submitted.status_url.includes(`/${id}/requests/`));
    await fal.queue.subscribeToStatus(id, { requestId: submitted.request_id, pollInterval });
    assert.ok((await fal.queue.result(id, { requestId: submitted.request_id })).data.video.url);
  }
});

check("going back to IN_QUEUE does not confuse subscribe", async () => {
  const states = [];
  const { data } = await fal.subscribe(model, {
    input, pollInterval, headers: { "X-Sim-Behaviour": "requeue,unknown-fields,null-fields" }, onQueueUpdate: (update) => states.push(update.status),
  });
  assert.ok(data.video.url);
});

await runAll();
