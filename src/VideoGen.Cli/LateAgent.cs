using System.Collections.Immutable;
using VideoGen.Access;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Host.Composition;
using VideoGen.Jobs;
using VideoGen.Mcp;
using VideoGen.Previews;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Cli;

/// <summary>The agent, put together when it is first asked: a client that only lists the tools does not wait for it.</summary>
internal sealed class LateAgent(Lazy<AgentHost> host) : IVideoSegments, IRequestRegister, ICatalog, IReports, IExports, IPreviews, ISegmentHistories
{
    /// <inheritdoc/>
    public ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken) => host.Value.Segments.PlanAsync(call, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<LintAnswer>> LintAsync(SynthesisCall call, CancellationToken cancellationToken) => host.Value.Segments.LintAsync(call, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        host.Value.Segments.SynthesizeAsync(call, progress, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) =>
        host.Value.Segments.GetAsync(requestId, wait, progress, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<RequestList>> ListAsync(string? callerId, int limit, CancellationToken cancellationToken) =>
        host.Value.Segments.ListAsync(callerId, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken) =>
        host.Value.Segments.CancelAsync(requestId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call, CancellationToken cancellationToken) => host.Value.Segments.ChooseAsync(call, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListAsync(int limit, CancellationToken cancellationToken) =>
        host.Value.Register.ListAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<RequestTimes?> FindTimesAsync(string requestId, CancellationToken cancellationToken) =>
        host.Value.Register.FindTimesAsync(requestId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken) => host.Value.Services.Catalog.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<Report>> ReadAsync(ReportQuery query, CancellationToken cancellationToken) => host.Value.Reports.ReadAsync(query, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Answer<ExportedFilm>> ExportAsync(ExportQuery query, ExportView view, CancellationToken cancellationToken) => host.Value.Exports.ExportAsync(query, view, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Preview?> FindAsync(string requestId, string segmentId, PreviewKind kind, CancellationToken cancellationToken) =>
        new CallerPreviews(host.Value.Services, Caller.Local).FindAsync(requestId, segmentId, kind, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Preview?> FindStillAsync(string planHash, string frameId, CancellationToken cancellationToken) =>
        new CallerPreviews(host.Value.Services, Caller.Local).FindStillAsync(planHash, frameId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SegmentHistory?> FindHistoryAsync(string requestId, string segmentId, CancellationToken cancellationToken) =>
        new CallerHistories(host.Value.Ledger, Caller.Local, host.Value.Services.Time).FindHistoryAsync(requestId, segmentId, cancellationToken);

    /// <summary>What the tools are made of.</summary>
    public McpAgent AsParts() => new(this, this, this, this, this) { Previews = this, Histories = this };
}
