using System.Text.Json;
using VideoGen.Contract;
using VideoGen.Server.Mcp;

namespace VideoGen.Server.Failures;

/// <summary>Answers a request with an error: a problem document, or what stands for it in MCP.</summary>
internal static class ProblemAnswer
{
    /// <summary>Answers with one problem.</summary>
    public static Task WriteAsync(HttpContext context, int status, Problem problem) => WriteAsync(context, status, new Refusal { Problems = [problem] });

    /// <summary>Answers with a refusal.</summary>
    public static async Task WriteAsync(HttpContext context, int status, Refusal refusal)
    {
        if (context.Request.Path.StartsWithSegments(McpServices.Path, StringComparison.OrdinalIgnoreCase))
        {
            Problem first = refusal.Problems[0];
            await ErrorAnswer.WriteAsync(context, McpRefusal.Of(status, $"{first.Message} {first.Remedy}"));
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = ProblemDocument.MediaType;
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(ProblemDocument.Of(status, refusal), ProblemJson.Default.ProblemDocument), context.RequestAborted);
    }
}
