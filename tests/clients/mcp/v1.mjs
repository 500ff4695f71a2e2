// The official client, v1 line: speaks 2025-11-25.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { address, args, command } from './command.mjs';
import { walk } from './walk.mjs';

const client = new Client({ name: 'videogen-tests', version: '1' });
const transport = address ? new StreamableHTTPClientTransport(address) : new StdioClientTransport({ command, args, stderr: 'inherit' });
let revision;
const told = transport.setProtocolVersion?.bind(transport);
transport.setProtocolVersion = negotiated => {
  revision = negotiated;
  told?.(negotiated);
};
await client.connect(transport);
try {
  assert.equal(revision, '2025-11-25');
  assert.ok(client.getInstructions().includes('plan_video_segments'));
  await walk(`v1 ${revision}`, {
    list: async () => (await client.listTools()).tools,
    call: (name, given, options) => client.callTool({ name, arguments: given }, undefined, { timeout: 600_000, ...options }),
    resources: async () => (await client.listResources()).resources,
    complete: async (uri, argument, context) => (await client.complete({ ref: { type: 'ref/resource', uri }, argument, context })).completion.values,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: uri => client.readResource({ uri }),
    prompt: (name, given) => client.getPrompt({ name, arguments: given }),
  });
} finally {
  await transport.terminateSession?.();
  await client.close();
}
