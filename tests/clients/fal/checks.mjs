// A very small test runner: prints one line of JSON per check; the .NET test reads them.
import assert from "node:assert/strict";

const checks = [];

export function check(name, run) {
  checks.push({ name, run });
}

export async function runAll() {
  let failed = 0;
  for (const { name, run } of checks) {
    const started = performance.now();
    try {
      await run();
      console.log(JSON.stringify({ name, ok: true, ms: Math.round(performance.now() - started) }));
    } catch (error) {
      failed++;
      console.log(JSON.stringify({ name, ok: false, error: String(error?.stack ?? error) }));
    }
  }
  process.exit(failed === 0 ? 0 : 1);
}

/** Runs `attempt` and returns what it throws. */
export async function thrown(attempt) {
  try {
    await attempt();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}

export { assert };
