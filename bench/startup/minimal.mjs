// The least a server on the official SDK can be: one tool with an input and an output schema.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "minimal", version: "1" });
server.registerTool(
  "echo",
  { description: "Says it again.", inputSchema: { text: z.string() }, outputSchema: { text: z.string() } },
  ({ text }) => ({ content: [{ type: "text", text }], structuredContent: { text } }),
);
await server.connect(new StdioServerTransport());
