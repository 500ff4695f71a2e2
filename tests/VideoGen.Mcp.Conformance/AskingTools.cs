using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCP9005, MCP9001 // Sampling and titled legacy enums are deprecated and still part of the suite.

namespace VideoGen.Mcp.Conformance;

/// <summary>Tools that ask the client something in the middle of a call, as the revisions with sessions can.</summary>
internal static class AskingTools
{
    [McpServerTool(Name = "test_sampling"), Description("Asks the client's model.")]
    public static async Task<string> SampleAsync(McpServer server, string prompt, CancellationToken cancellationToken)
    {
        CreateMessageResult said = await server.SampleAsync(
            new CreateMessageRequestParams { Messages = [new() { Role = Role.User, Content = [Samples.Text(prompt)] }], MaxTokens = 100 }, cancellationToken);
        return $"LLM response: {said.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
    }

    [McpServerTool(Name = "test_elicitation"), Description("Asks the user.")]
    public static Task<string> ElicitAsync(McpServer server, string message, CancellationToken cancellationToken) =>
        AskAsync(server, Samples.Question(message, "response", new ElicitRequestParams.StringSchema()), cancellationToken);

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks with defaults.")]
    public static Task<string> DefaultsAsync(McpServer server, CancellationToken cancellationToken) =>
        AskAsync(server, Form(new()
        {
            ["name"] = new ElicitRequestParams.StringSchema { Default = "John Doe" },
            ["age"] = new ElicitRequestParams.NumberSchema { Type = "integer", Default = 30 },
            ["score"] = new ElicitRequestParams.NumberSchema { Default = 95.5 },
            ["status"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" },
            ["verified"] = new ElicitRequestParams.BooleanSchema { Default = true },
        }), cancellationToken);

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks for a choice, in every form.")]
    public static Task<string> ChoicesAsync(McpServer server, CancellationToken cancellationToken) =>
        AskAsync(server, Form(new()
        {
            ["untitledSingle"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] },
            ["titledSingle"] = new ElicitRequestParams.TitledSingleSelectEnumSchema
            {
                OneOf = [new() { Const = "value1", Title = "First" }, new() { Const = "value2", Title = "Second" }, new() { Const = "value3", Title = "Third" }],
            },
            ["legacyEnum"] = new ElicitRequestParams.LegacyTitledEnumSchema { Enum = ["opt1", "opt2", "opt3"], EnumNames = ["One", "Two", "Three"] },
            ["untitledMulti"] = new ElicitRequestParams.UntitledMultiSelectEnumSchema { Items = new() { Enum = ["option1", "option2", "option3"] } },
            ["titledMulti"] = new ElicitRequestParams.TitledMultiSelectEnumSchema
            {
                Items = new() { AnyOf = [new() { Const = "value1", Title = "First" }, new() { Const = "value2", Title = "Second" }, new() { Const = "value3", Title = "Third" }] },
            },
        }), cancellationToken);

    private static ElicitRequestParams Form(Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition> fields) =>
        new() { Message = "Please fill in.", RequestedSchema = new() { Properties = fields } };

    private static async Task<string> AskAsync(McpServer server, ElicitRequestParams question, CancellationToken cancellationToken)
    {
        ElicitResult answer = await server.ElicitAsync(question, cancellationToken);
        return $"User response: action={answer.Action}, content={System.Text.Json.JsonSerializer.Serialize(answer.Content)}";
    }
}
