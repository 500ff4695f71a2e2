// Runway's official client: it takes the simulator's address as its base.
import RunwayML, { TaskFailedError, toFile } from "@runwayml/sdk";
import { assert, check, runAll, thrown } from "../fal/checks.mjs";
import { dataUri, png } from "../fal/picture.mjs";
import { play, release, root, suffering, truth, until } from "./simulator.mjs";

const client = new RunwayML({ apiKey: "key_check", baseURL: root.replace(/\/$/, ""), maxRetries: 0 });
const order = (changes = {}) => ({ model: "gen4_turbo", promptImage: dataUri(), promptText: "a slow push in", ratio: "1280:720", duration: 3, ...changes });
const submit = (behaviours, changes) => client.imageToVideo.create(order(changes), { headers: suffering(behaviours) });
const ended = (id) => until(() => client.tasks.retrieve(id), (task) => ["SUCCEEDED", "FAILED", "CANCELLED"].includes(task.status));

check("from submit to clip, as the client waits", async () => {
  const task = await client.imageToVideo.create(order()).waitForTaskOutput();
  assert.equal(task.status, "SUCCEEDED");
  assert.equal(task.cost.credits, 15);
  assert.ok(Date.parse(task.createdAt));
  const clip = await fetch(task.output[0]);
  assert.equal(clip.status, 200);
  assert.equal(Buffer.from(await clip.arrayBuffer()).toString("latin1", 4, 8), "ftyp");
});

check("a picture that was uploaded for a day", async () => {
  const { uri } = await client.uploads.createEphemeral({ file: await toFile(png(1280, 720), "frame.png", { type: "image/png" }) });
  assert.match(uri, /^runway:\/\//);
  const { id } = await submit("instant", { promptImage: [{ position: "first", uri }] });
  assert.equal((await ended(id)).status, "SUCCEEDED");
});

check("first and last picture", async () => {
  const { id, estimatedCost } = await submit("instant", { model: "veo3.1_fast", duration: 4, audio: false, promptImage: [{ position: "last", uri: dataUri() }, { position: "first", uri: dataUri() }] });
  assert.equal(estimatedCost.credits, 40);
  assert.equal((await ended(id)).cost.credits, 40);
});

check("waiting, running, and how far", async () => {
  const { id: stuck } = await submit("stuck");
  const waiting = await client.tasks.retrieve(stuck);
  assert.deepEqual([waiting.status, waiting.estimatedCost.credits], ["PENDING", 15]);
  await client.tasks.delete(stuck);
  const { id } = await submit("held");
  const running = await until(() => client.tasks.retrieve(id), (task) => task.status !== "PENDING");
  assert.equal(running.status, "RUNNING");
  assert.ok(running.progress >= 0 && running.progress < 1);
  const end = ended(id);
  await release();
  assert.equal((await end).status, "SUCCEEDED");
});

check("throttled is no error", async () => {
  const { id: full } = await submit("throttled=600");
  assert.equal((await client.tasks.retrieve(full)).status, "THROTTLED");
  await client.tasks.delete(full);
  const { id } = await submit("throttled=0.3");
  assert.equal((await ended(id)).status, "SUCCEEDED");
});

check("refused content is a failure that costs", async () => {
  const error = await thrown(() => submit("instant,fail=SAFETY.INPUT.IMAGE").waitForTaskOutput());
  assert.ok(error instanceof TaskFailedError, String(error));
  assert.deepEqual([error.taskDetails.failureCode, error.taskDetails.cost.credits], ["SAFETY.INPUT.IMAGE", 15]);
});

check("the other ends that are no clip", async () => {
  const end = async (behaviours) => ended((await submit(`instant,${behaviours}`)).id);
  const refunded = await end("fail=INTERNAL.BAD_OUTPUT.CODE01");
  assert.deepEqual([refunded.failureCode, refunded.cost.credits], ["INTERNAL.BAD_OUTPUT.CODE01", 0]);
  assert.equal((await end("fail-silent")).failureCode, undefined);
  assert.equal((await end("cancelled")).status, "CANCELLED");
  assert.equal((await end("output-missing")).output, undefined);
});

check("a picture that is none", async () => {
  const { id } = await submit("instant", { promptImage: "data:image/png;base64,AAAA" });
  assert.deepEqual((({ status, failureCode }) => [status, failureCode])(await ended(id)), ["FAILED", "ASSET.INVALID"]);
});

check("delete aborts what runs", async () => {
  const { id } = await submit("never-ends");
  await client.tasks.delete(id);
  assert.equal((await thrown(() => client.tasks.retrieve(id))).status, 404);
  assert.equal((await truth()).jobs.find((job) => job.request_id === id).billed_usd, 0);
});

check("delete destroys what is finished", async () => {
  const { id } = await submit("instant");
  const [address] = (await ended(id)).output;
  await client.tasks.delete(id);
  assert.equal((await thrown(() => client.tasks.retrieve(id))).status, 404);
  assert.equal((await fetch(address)).status, 404);
});

check("an address expires, the next reading has a fresh one", async () => {
  const { id } = await submit("instant,output-expired=1");
  const [old] = (await ended(id)).output;
  assert.equal((await fetch(old)).status, 403);
  const [fresh] = (await client.tasks.retrieve(id)).output;
  assert.equal((await fetch(fresh)).status, 200);
});

for (const [what, changes] of [
  ["a length that is not sold", { duration: 11 }], ["a ratio that is not sold", { ratio: "16:9" }], ["a prompt of 1001 units", { promptText: "😀".repeat(500) + "x" }],
  ["a last picture that the model does not take", { promptImage: [{ position: "last", uri: dataUri() }] }], ["an address by number", { promptImage: "https://192.0.2.1/a.png" }],
  ["no prompt where one is needed", { model: "gen4.5", promptText: undefined }], ["an unknown model", { model: "gen0" }],
]) {
  check(`refused before anything is billed: ${what}`, async () => {
    const before = await truth();
    const error = await thrown(() => client.imageToVideo.create(order(changes)));
    assert.equal(error.status, 400, String(error));
    assert.ok(error.error.error);
    assert.equal((await truth()).jobs_created, before.jobs_created);
  });
}

for (const [behaviour, status] of [["refuse-401", 401], ["refuse-403", 403], ["refuse-404", 404], ["refuse-422", 422], ["refuse-credits", 400], ["refuse-429", 429], ["submit-5xx", 503]]) {
  check(`${behaviour} is an error with status ${status}`, async () => {
    assert.equal((await thrown(() => submit(behaviour))).status, status);
  });
}

check("without the version, or with another one, nothing works", async () => {
  const other = new RunwayML({ apiKey: "key_check", baseURL: root.replace(/\/$/, ""), maxRetries: 0, runwayVersion: "2023-01-01" });
  assert.equal((await thrown(() => other.tasks.retrieve("17f20503-6c24-4c16-946b-35dbbce2af2f"))).status, 400);
});

check("the account tells its credits", async () => {
  const before = await client.organization.retrieve();
  await ended((await submit("instant")).id);
  const after = await client.organization.retrieve();
  assert.equal(before.creditBalance - after.creditBalance, 15);
  assert.ok(after.tier.models.gen4_turbo.maxConcurrentGenerations > 0);
});

check("the client's own repetition pays twice: why VideoGen sends once", async () => {
  await play({ nth: 1, behaviours: ["submit-5xx-after=502"] });
  const before = await truth();
  await new RunwayML({ apiKey: "key_check", baseURL: root.replace(/\/$/, "") }).imageToVideo.create(order());
  assert.equal((await truth()).jobs_created, before.jobs_created + 2);
  await play();
});

await runAll();
