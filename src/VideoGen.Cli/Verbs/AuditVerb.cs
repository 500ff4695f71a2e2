using System.Diagnostics;
using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Cli.Output;
using VideoGen.Contract;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen audit</c>: a bundle that proves how a request was made.</summary>
/// <param name="context">The call.</param>
/// <param name="requestId">The request.</param>
/// <param name="file">The bundle; null for one named after the request.</param>
/// <param name="withClips">True for the bytes of the clips.</param>
internal sealed class AuditVerb(VerbContext context, string requestId, string? file, bool withClips)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithAgentAsync(async (agent, _) => await agent.CollectAuditAsync(requestId, withClips, context.Interrupted) switch
    {
        Answer<AuditContent>.Given { Value: var content } => await WriteAsync(agent, content),
        Answer<AuditContent>.Refused { Refusal: var refusal } => context.Refuse(refusal),
        _ => throw new UnreachableException("A bundle is collected or refused."),
    });

    private async Task<int> WriteAsync(IAgent agent, AuditContent content)
    {
        string name = file ?? $"{content.RequestId}.audit.zip";
        string path = Path.GetFullPath(name, context.Environment.WorkingFolder);
        try
        {
            await OutFile.WriteAsync(path, isPrivate: true, target => BundleWriter.WriteAsync(content, target, agent.OpenClipAsync, context.Interrupted), context.Interrupted);
        }
        catch (AuditException e)
        {
            return context.Refuse([e.Problem], ExitCode.Broken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return context.Refuse([new Problem("out_unwritable", "", $"{name} cannot be written: {e.Message}", "Give the name of a file in a folder that exists and can be written.")], ExitCode.Broken);
        }

        if (context.Json)
        {
            context.WriteJson(new JsonObject { ["bundle"] = path, ["clips"] = content.Clips.Length, ["notices"] = new JsonArray([.. content.Notices.Select(n => (JsonNode)n)]) });
            return ExitCode.Done;
        }

        context.Output.Unwrapped($"{name}: {content.RequestId}, {content.Clips.Length} clip(s). Check it anywhere with:");
        context.Output.Unwrapped($"  videogen audit verify {name}");
        foreach (string notice in content.Notices)
        {
            context.Hints.Line($"Note: {notice}");
        }

        return ExitCode.Done;
    }
}
