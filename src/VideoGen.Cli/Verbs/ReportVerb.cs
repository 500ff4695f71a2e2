using System.Diagnostics;
using System.Text.Json;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen report</c>: success, time, seconds and money of the segments in the ledger.</summary>
/// <param name="context">The call.</param>
/// <param name="members">What the report is about, as it was given.</param>
/// <param name="csv">True writes the result as CSV.</param>
internal sealed class ReportVerb(VerbContext context, IEnumerable<(string Name, string? Value)> members, bool csv)
{
    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync() => ReportQueryReader.Read(members, out Refusal? wrong) is { } query
        ? await context.WithAgentAsync(async (agent, _) => await agent.Reports.ReadAsync(query, context.Interrupted) switch
        {
            Answer<Report>.Given { Value: var report } => Write(report),
            Answer<Report>.Refused { Refusal: var refusal } => context.Refuse(refusal),
            _ => throw new UnreachableException("A report is given or refused."),
        })
        : context.Refuse(wrong!);

    private int Write(Report report)
    {
        if (csv)
        {
            context.Environment.Output.Write(ReportCsv.Write(report));
        }
        else if (context.Json)
        {
            context.WriteJson(JsonSerializer.SerializeToNode(report, WireJson.Default.Report)!);
        }
        else
        {
            ReportTable.Write(context.Output, report);
        }

        return ExitCode.Done;
    }
}
