// From the start of a process to its answer to tools/list over stdio, and its peak memory at that moment, in turn.
// usage: node measure.mjs VIDEOGEN [ROUNDS]
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const [program, rounds = "15"] = process.argv.slice(2);
const contenders = [
  { name: "videogen mcp", command: [program, "mcp"], target: { time: 0.1, memory: 0.5 } },
  { name: "minimal server, TypeScript SDK", command: [process.execPath, fileURLToPath(new URL("minimal.mjs", import.meta.url))] },
];

async function start([command, ...args]) {
  const begin = performance.now();
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], cwd: "/" });
  const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  say({ id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1" } } });
  for await (const line of createInterface({ input: child.stdout })) {
    const { id, result } = JSON.parse(line);
    if (id === 1) {
      say({ method: "notifications/initialized" });
      say({ id: 2, method: "tools/list" });
    } else if (id === 2) {
      const time = performance.now() - begin;
      const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
      const ended = new Promise((resolve) => child.on("exit", resolve));
      child.kill("SIGKILL");
      await ended;
      return { time, memory, tools: result.tools.length };
    }
  }
  throw new Error(`${command} ended without an answer`);
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const shown = (values, digits) => `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} – ${Math.max(...values).toFixed(digits)})`;

const seen = new Map(contenders.map(({ name }) => [name, []]));
for (let round = -1; round < Number(rounds); round++) {
  for (const { name, command } of contenders) {
    const figures = await start(command);
    if (round >= 0) {
      seen.get(name).push(figures);
    }
  }
}

console.log("| | tools | ms to tools/list | peak MiB |\n|---|---|---|---|");
for (const [name, figures] of seen) {
  console.log(`| ${name} | ${figures[0].tools} | ${shown(figures.map((f) => f.time), 0)} | ${shown(figures.map((f) => f.memory), 1)} |`);
}

const [ours, theirs] = [...seen.values()];
const ratio = (of) => median(ours.map((figures, round) => of(figures) / of(theirs[round])));
const verdict = (value, target) => `${value.toFixed(2)} (${value <= target ? "met" : "MISSED"}: ${target})`;
const { target } = contenders[0];
console.log(`| median of the ratios | | ${verdict(ratio((f) => f.time), target.time)} | ${verdict(ratio((f) => f.memory), target.memory)} |`);
