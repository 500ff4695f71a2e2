// Prints a Dockerfile as JSON: what the linter of editors says of it, and its last stage, instruction by instruction.
// usage: node read.mjs FILE
import { readFileSync } from "node:fs";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";

const text = readFileSync(process.argv[2], "utf8");
const file = DockerfileParser.parse(text);
const stages = file.getFROMs().map((from) => ({ image: from.getImage(), name: from.getBuildStage() }));
const last = file.getFROMs().at(-1).getRange().start.line;
const instructions = file.getInstructions().filter((i) => i.getRange().start.line >= last);
console.log(JSON.stringify({
  problems: validate(text).map(({ range, message }) => `line ${range.start.line + 1}: ${message}`),
  stages,
  last: instructions.map((i) => ({ keyword: i.getKeyword(), arguments: i.getRawArgumentsContent() })),
}));
