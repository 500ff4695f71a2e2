using System.Text.Json;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Conformance;

/// <summary>A tool whose schema uses what JSON Schema 2020-12 has beyond plain objects.</summary>
internal static class SchemaTool
{
    private const string Schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "$defs": {
            "address": {
              "$anchor": "addressDef",
              "type": "object",
              "properties": { "street": { "type": "string" }, "city": { "type": "string" } }
            }
          },
          "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" }
          },
          "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
          "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
          "then": { "required": ["phone"] },
          "else": { "required": ["email"] },
          "additionalProperties": false
        }
        """;

    /// <summary>The tool.</summary>
    public static McpServerTool Create()
    {
        McpServerTool tool = McpServerTool.Create(() => "Done.", new() { Name = "json_schema_2020_12_tool", Description = "Has a schema." });
        using JsonDocument schema = JsonDocument.Parse(Schema);
        tool.ProtocolTool.InputSchema = schema.RootElement.Clone();
        return tool;
    }
}
