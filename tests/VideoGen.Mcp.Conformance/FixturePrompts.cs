using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

#pragma warning disable MCPEXP001 // Results that ask for input are experimental in the SDK.

namespace VideoGen.Mcp.Conformance;

/// <summary>Prompts of every kind.</summary>
internal static class FixturePrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("A text.")]
    public static string Simple() => "This is a simple prompt for testing.";

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("A text with two arguments.")]
    public static string WithArguments([Description("The first.")] string arg1, [Description("The second.")] string arg2) =>
        $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'";

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("A resource.")]
    public static PromptMessage[] WithResource([Description("Its address.")] string resourceUri) =>
    [
        new() { Role = Role.User, Content = Samples.Embedded(resourceUri, "text/plain", "Embedded resource content for testing.") },
        new() { Role = Role.User, Content = Samples.Text("Please process the embedded resource above.") },
    ];

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("A picture.")]
    public static PromptMessage[] WithImage() =>
    [
        new() { Role = Role.User, Content = new ImageContentBlock { Data = Samples.Picture, MimeType = "image/png" } },
        new() { Role = Role.User, Content = Samples.Text("Please analyze the image above.") },
    ];

    [McpServerPrompt(Name = "test_input_required_result_prompt"), Description("Asks before it answers.")]
    public static GetPromptResult Asking(RequestContext<GetPromptRequestParams> context)
    {
        if (context.Params.InputResponses?.TryGetValue("user_context", out InputResponse? said) is true)
        {
            JsonElement? answer = said.Deserialize(InputResponse.ElicitResultJsonTypeInfo)?.Content?["context"];
            return new() { Messages = [new() { Role = Role.User, Content = Samples.Text($"Please continue in this context: {answer}") }] };
        }

        throw new InputRequiredException(new Dictionary<string, InputRequest>(StringComparer.Ordinal)
        {
            ["user_context"] = InputRequest.ForElicitation(Samples.Question("What context should the prompt use?", "context", new ElicitRequestParams.StringSchema())),
        });
    }
}
