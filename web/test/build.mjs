// Builds what pages of the tests need: node test/build.mjs FOLDER.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { script } from "../build.mjs";

const folder = process.argv[2];
await writeFile(join(folder, "elements.js"), await script("test/elements.ts"));
await writeFile(join(folder, "host.js"), await script("test/host.ts"));
