using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Cli.Tables;
using VideoGen.Contract;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen audit verify</c>: whether a bundle is whole, signed as it says, and comes to the same end when it is played again.</summary>
/// <param name="context">The call.</param>
/// <param name="bundle">The bundle.</param>
internal sealed class AuditVerifyVerb(VerbContext context, string bundle)
{
    /// <summary>Runs it. Needs no settings: the bundle may be somebody else's.</summary>
    public async Task<int> RunAsync()
    {
        string path = Path.GetFullPath(bundle, context.Environment.WorkingFolder);
        try
        {
            AuditReport report = await context.Services.CheckBundle(path, context.Interrupted);
            return context.Json ? WriteJson(report) : Write(report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return context.Refuse([new Problem(ProblemCodes.BundleUnreadable, "", $"{bundle} cannot be read: {e.Message}", "Give the name of a bundle that 'videogen audit' wrote.")]);
        }
    }

    private int Write(AuditReport report)
    {
        if (report.RequestId is { } id)
        {
            context.Output.Line($"{id}: {report.Files} files compared, {report.Signatures} webhook signature(s) verified, {report.Replayed} segment(s) replayed, {report.Clips} clip(s) proved.");
        }

        foreach (string notice in report.Notices)
        {
            context.Hints.Line($"Note: {notice}");
        }

        Notices.Problems(context.Hints, report.Problems);
        if (report.Problems.IsEmpty)
        {
            context.Output.Line("The bundle holds.");
        }

        return CodeOf(report);
    }

    private int WriteJson(AuditReport report)
    {
        var problems = report.Problems.Select(p => (JsonNode)new JsonObject { ["code"] = p.Code, ["place"] = p.Pointer, ["message"] = p.Message, ["remedy"] = p.Remedy });
        context.WriteJson(new JsonObject
        {
            ["holds"] = report.Problems.IsEmpty,
            ["request_id"] = report.RequestId,
            ["files"] = report.Files,
            ["signatures"] = report.Signatures,
            ["replayed"] = report.Replayed,
            ["clips"] = report.Clips,
            ["notices"] = new JsonArray([.. report.Notices.Select(n => (JsonNode)n)]),
            ["problems"] = new JsonArray([.. problems]),
        });
        return CodeOf(report);
    }

    private static int CodeOf(AuditReport report) => report.Problems.IsEmpty ? ExitCode.Done : ExitCode.Findings;
}
