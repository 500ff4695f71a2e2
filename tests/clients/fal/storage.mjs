// fal.storage.upload of the official client: one PUT, and parts above 90 MB.
import { createHash, randomBytes } from "node:crypto";
import { check, runAll, assert } from "./checks.mjs";
import { client } from "./hosts.mjs";
import { pictureBlob } from "./picture.mjs";

const fal = client();

async function hashOf(stream) {
  const hash = createHash("sha256");
  for await (const piece of stream) {
    hash.update(piece);
  }
  return hash.digest("hex");
}

async function roundTrip(blob, options) {
  const url = await fal.storage.upload(blob, options);
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), blob.type);
  assert.equal(Number(response.headers.get("content-length")), blob.size);
  assert.equal(await hashOf(response.body), await hashOf(blob.stream()));
  return url;
}

check("upload a picture", async () => {
  const url = await roundTrip(new File([pictureBlob()], "frame 1.png", { type: "image/png" }), { lifecycle: { expiresIn: "1d" } });
  const part = await fetch(url, { headers: { Range: "bytes=1-3" } });
  assert.equal(part.status, 206);
  assert.equal(await part.text(), "PNG");
});

check("upload 95 MB in parts", async () => {
  const piece = randomBytes(1024 * 1024);
  await roundTrip(new Blob(Array.from({ length: 95 }, () => piece), { type: "video/mp4" }));
});

await runAll();
