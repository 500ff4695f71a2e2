using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCPEXP001 // Results that ask for input are experimental in the SDK.
#pragma warning disable MCP9005 // Sampling and roots are deprecated and still part of the suite.

namespace VideoGen.Mcp.Conformance;

/// <summary>Tools that answer with questions and are called again with the answers, as revision 2026-07-28 has it.</summary>
internal static class InputRequiredTools
{
    private const string Confirm = "confirm";

    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [McpServerTool(Name = "test_input_required_result_elicitation"), Description("Asks for a name.")]
    public static CallToolResult Elicit(RequestContext<CallToolRequestParams> context) =>
        Said(context, "user_name") is { } said
            ? Samples.Result($"Hello, {said.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content?["name"]}!")
            : throw Ask(null, ("user_name", Name()));

    [McpServerTool(Name = "test_input_required_result_sampling"), Description("Asks a model.")]
    public static CallToolResult Sample(RequestContext<CallToolRequestParams> context) =>
        Said(context, "capital_question") is { } said
            ? Samples.Result($"The model said: {said.Deserialize(InputResponse.CreateMessageResultJsonTypeInfo)?.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}")
            : throw Ask(null, ("capital_question", Model("What is the capital of France?")));

    [McpServerTool(Name = "test_input_required_result_list_roots"), Description("Asks for the roots.")]
    public static CallToolResult Roots(RequestContext<CallToolRequestParams> context) =>
        Said(context, "client_roots") is { } said
            ? Samples.Result($"{said.Deserialize(InputResponse.ListRootsResultJsonTypeInfo)?.Roots.Count} roots.")
            : throw Ask(null, ("client_roots", InputRequest.ForRootsList(new ListRootsRequestParams())));

    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Wants its state back.")]
    public static CallToolResult State(RequestContext<CallToolRequestParams> context) =>
        context.Params.RequestState is null ? throw Ask(Sign("state"), (Confirm, YesOrNo())) : Checked(context, "state", "state-ok");

    [McpServerTool(Name = "test_input_required_result_tampered_state"), Description("Takes no state that it did not give.")]
    public static CallToolResult Tampered(RequestContext<CallToolRequestParams> context) =>
        context.Params.RequestState is null ? throw Ask(Sign("sealed"), (Confirm, YesOrNo())) : Checked(context, "sealed", "untampered");

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Asks for three things at once.")]
    public static CallToolResult Several(RequestContext<CallToolRequestParams> context) =>
        context.Params.InputResponses is { Count: >= 3 }
            ? Samples.Result("All three are here.")
            : throw Ask(Sign("several"), ("user_name", Name()), ("greeting", Model("Write a greeting.")), ("client_roots", InputRequest.ForRootsList(new ListRootsRequestParams())));

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Asks twice, one after the other.")]
    public static CallToolResult Rounds(RequestContext<CallToolRequestParams> context) => context.Params.RequestState switch
    {
        null => throw Ask(Sign("round-1"), ("step1", Name())),
        var state when state == Sign("round-1") => throw Ask(Sign("round-2"), ("step2", InputRequest.ForElicitation(Samples.Question("Your favourite colour?", "color", new ElicitRequestParams.StringSchema())))),
        _ => Checked(context, "round-2", "Both rounds are done."),
    };

    [McpServerTool(Name = "test_input_required_result_capabilities"), Description("Asks only for what the client can.")]
    public static CallToolResult Able(RequestContext<CallToolRequestParams> context)
    {
        ClientCapabilities? can = context.JsonRpcRequest.Context?.ClientCapabilities;
        var questions = new List<(string, InputRequest)>();
        if (can?.Sampling is not null)
        {
            questions.Add(("capital_question", Model("What is the capital of France?")));
        }

        if (can?.Elicitation is not null)
        {
            questions.Add(("user_name", Name()));
        }

        return context.Params.InputResponses is { Count: > 0 } || questions.Count == 0 ? Samples.Result("Done.") : throw Ask(null, [.. questions]);
    }

    /// <summary>Asks for a name.</summary>
    internal static InputRequest Name() => InputRequest.ForElicitation(Samples.Question("What is your name?", "name", new ElicitRequestParams.StringSchema()));

    /// <summary>The answer to a question, or null.</summary>
    internal static InputResponse? Said(RequestContext<CallToolRequestParams> context, string key) =>
        context.Params.InputResponses?.TryGetValue(key, out InputResponse? said) is true && said.RawValue.ValueKind is JsonValueKind.Object ? said : null;

    /// <summary>The answer that asks.</summary>
    internal static InputRequiredException Ask(string? state, params (string Key, InputRequest Question)[] questions) =>
        new(questions.ToDictionary(q => q.Key, q => q.Question, StringComparer.Ordinal), state);

    private static InputRequest YesOrNo() => InputRequest.ForElicitation(Samples.Question("Please confirm.", "ok", new ElicitRequestParams.BooleanSchema()));

    private static InputRequest Model(string prompt) => InputRequest.ForSampling(
        new CreateMessageRequestParams { Messages = [new() { Role = Role.User, Content = [Samples.Text(prompt)] }], MaxTokens = 100 });

    private static CallToolResult Checked(RequestContext<CallToolRequestParams> context, string state, string text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Params.RequestState!), Encoding.UTF8.GetBytes(Sign(state)))
            ? Samples.Result(text)
            : throw new McpProtocolException("The requestState is not the one that was given.", McpErrorCode.InvalidParams);

    private static string Sign(string state) => $"{state}.{Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(state)))}";
}
