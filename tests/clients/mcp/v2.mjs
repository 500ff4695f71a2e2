// The official client, v2 line: negotiates 2026-07-28, and falls back to 2025-11-25 when told to be a client of the older style.
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { address, args, command } from './command.mjs';
import { walk } from './walk.mjs';

for (const [mode, revision] of [['auto', '2026-07-28'], ['legacy', '2025-11-25']]) {
  const client = new Client({ name: 'videogen-tests', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(address ? new StreamableHTTPClientTransport(address) : new StdioClientTransport({ command, args, stderr: 'inherit' }));
  try {
    assert.equal(client.getNegotiatedProtocolVersion(), revision);
    assert.ok(client.getInstructions().includes('plan_video_segments'));
    await walk(`v2 ${revision}`, {
      list: async () => (await client.listTools()).tools,
      call: (name, given, options) => client.callTool({ name, arguments: given }, { timeout: 600_000, ...options }),
      resources: async () => (await client.listResources()).resources,
      complete: async (uri, argument, context) => (await client.complete({ ref: { type: 'ref/resource', uri }, argument, context })).completion.values,
      templates: async () => (await client.listResourceTemplates()).resourceTemplates,
      read: uri => client.readResource({ uri }),
      prompt: (name, given) => client.getPrompt({ name, arguments: given }),
    });
  } finally {
    await client.close();
  }
}
