// fal.run and fal.stream of the official client.
import { check, runAll, assert, thrown } from "./checks.mjs";
import { client, fetchingClient, root } from "./hosts.mjs";
import { dataUri } from "./picture.mjs";

const fal = client();
const model = "fal-ai/veo3.1/fast/image-to-video";
const input = { prompt: "a slow push in", image_url: dataUri(), duration: "4s", generate_audio: false };

function play(...behaviours) {
  return fetch(new URL("_sim/script", root), { method: "PUT", body: JSON.stringify({ rules: [{ times: 1, behaviours }] }) });
}

check("run answers on the same connection", async () => {
  const { data, requestId } = await fal.run(model, { input });
  assert.ok(requestId);
  assert.equal((await fetch(data.video.url)).status, 200);
});

check("run is retried by the client while the concurrency is used up", async () => {
  await play("refuse-429");
  const { data } = await fal.run(model, { input });
  assert.ok(data.video.url);
});

check("run with an invalid input", async () => {
  const error = await thrown(() => fal.run(model, { input: { ...input, duration: "5" } }));
  assert.equal(error.name, "ValidationError");
  assert.equal(error.getFieldErrors("duration").length, 1);
});

check("run with sync_mode gets the clip as a data URI", async () => {
  const { data } = await fal.run("fal-ai/ltx-2.3-22b/image-to-video", {
    input: { prompt: "x", image_url: dataUri(256, 144), num_frames: 9, sync_mode: true, generate_audio: false },
  });
  assert.ok(data.video.url.startsWith("data:video/mp4;base64,"));
});

for (const [name, api, options] of [
  ["server", fal, {}],
  ["browser", fetchingClient(), { connectionMode: "client", tokenProvider: async () => "sim-jwt-token" }],
]) {
  check(`stream, in ${name} mode`, async () => {
    const stream = await api.stream("simulator/narrator", { input: { prompt: "x" }, ...options });
    const events = [];
    for await (const event of stream) {
      events.push(event);
    }
    assert.ok(events.length >= 3);
    assert.equal(events[0].progress, 0);
    assert.ok((await stream.done()).video.url);
  });
}

check("stream of a model that has none", async () => {
  const stream = await fal.stream(model, { input });
  const error = await thrown(() => stream.done());
  assert.equal(error.status, 404);
});

await runAll();
