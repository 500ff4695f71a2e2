using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

/// <summary>An agent that answers as a test tells it to, and remembers what it was asked.</summary>
internal sealed class ScriptedAgent : IAgent, IVideoSegments, IJobFigures, IExports
{
    public IVideoSegments Segments => this;

    public IReports Reports => new LedgerReports(this);

    public IExports Exports => this;

    public Func<ExportQuery, ExportView, Answer<ExportedFilm>> OnExport { get; set; } = (_, _) => throw new NotSupportedException();

    public Func<Job, string, ValueTask> OnFetch { get; set; } = (_, _) => throw new HttpRequestException("The media store does not answer.");

    public ReportQuery? Reported { get; private set; }

    public List<JsonNode?> Synthesized { get; } = [];

    public List<SynthesisCall> Calls { get; } = [];

    public List<SynthesisCall> Planned { get; } = [];

    public List<string> Got { get; } = [];

    public Func<JsonNode?, Answer<PlanAnswer>> OnPlan { get; set; } = _ => new Answer<PlanAnswer>.Given(Example.Plan());

    public Func<JsonNode?, IProgress<SegmentProgress>?, CancellationToken, Task<Answer<SynthesisAnswer>>> OnSynthesize { get; set; } =
        (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Example.Answer()));

    public Func<string, Answer<SynthesisAnswer>> OnGet { get; set; } = _ => new Answer<SynthesisAnswer>.Given(Example.Answer());

    public ImmutableArray<Job> Jobs { get; set; } = [];

    public ImmutableArray<RequestRecord> Requests { get; set; } = [];

    public PlanAnswer PlanForSheet { get; set; } = Example.Plan();

    public Func<string, bool, Answer<AuditContent>> OnAudit { get; set; } = (_, _) => throw new NotSupportedException();

    public RecordBacklog Backlog { get; set; } = new(0, null, null, []);

    public bool PayloadIsSet { get; set; } = true;

    public bool Retried { get; private set; }

    public bool Disposed { get; private set; }

    public ValueTask<Answer<AuditContent>> CollectAuditAsync(string requestId, bool withClips, CancellationToken cancellationToken) => new(OnAudit(requestId, withClips));

    public Task<Stream> OpenClipAsync(AuditClip clip, CancellationToken cancellationToken) => throw new FileNotFoundException("It is not there.");

    public ValueTask<ImmutableArray<JobFigures>> ReadFiguresAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        Reported = query;
        return new([.. Jobs.Select(JobFigures.Of)]);
    }

    public ValueTask<RecordBacklog> ReadRecordBacklogAsync(CancellationToken cancellationToken) => new(Backlog);

    public ValueTask<bool> RetryRecordsAsync(CancellationToken cancellationToken)
    {
        Retried = true;
        return new(PayloadIsSet);
    }

    public ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        Planned.Add(call);
        return new(OnPlan(Read(call)));
    }

    public Func<JsonNode?, Answer<LintAnswer>> OnLint { get; set; } = _ => new Answer<LintAnswer>.Given(new LintAnswer { Segments = 1, Requests = 1, Findings = [] });

    public ValueTask<Answer<LintAnswer>> LintAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        Planned.Add(call);
        return new(OnLint(Read(call)));
    }

    public async ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        Synthesized.Add(Read(call));
        return await OnSynthesize(Read(call), progress, cancellationToken);
    }

    public ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        Got.Add($"{requestId} {wait.TotalSeconds}");
        return new(OnGet(requestId));
    }

    public ValueTask<Answer<RequestList>> ListAsync(string? callerId, int limit, CancellationToken cancellationToken) =>
        new(new Answer<RequestList>.Given(new RequestList { Requests = [] }));

    public ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken) => new(OnGet(requestId));

    public ValueTask<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call, CancellationToken cancellationToken) => new(OnChoose(call));

    public Func<TakeCall, Answer<SynthesisAnswer>> OnChoose { get; set; } = call => throw new InvalidOperationException($"Nobody expected a choice of {call.SegmentId}.");

    public ValueTask<RequestRecord?> FindRequestAsync(string requestId, CancellationToken cancellationToken) => new(Example.Record() with { Plan = PlanForSheet });

    public ValueTask<ImmutableArray<RequestRecord>> ListRequestsAsync(int limit, CancellationToken cancellationToken) => new(Requests);

    public ValueTask<ImmutableArray<Job>> ListJobsAsync(string requestId, CancellationToken cancellationToken) => new(Jobs);

    public ValueTask<JsonArray> ReadRecordsAsync(string collection, int limit, string? id, CancellationToken cancellationToken) =>
        new(new JsonArray($"{collection} {limit} {id}"));

    public Func<string, string, string, string?, Answer<Job>> OnSettle { get; set; } = (_, _, _, _) => throw new NotSupportedException();

    public ValueTask<Answer<Job>> SettleAsync(string jobId, string billed, string who, string? why, CancellationToken cancellationToken) => new(OnSettle(jobId, billed, who, why));

    public ValueTask<Answer<SynthesisAnswer>> RedeliverAsync(
        string jobId, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken) => new(OnGet(jobId));

    public ValueTask FetchClipAsync(VideoSegment segment, string path, CancellationToken cancellationToken) =>
        throw new HttpRequestException("The media store does not answer.");

    public ValueTask FetchClipAsync(Job job, string path, CancellationToken cancellationToken) => OnFetch(job, path);

    public ValueTask<Answer<ExportedFilm>> ExportAsync(ExportQuery query, ExportView view, CancellationToken cancellationToken) => new(OnExport(query, view));

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private static JsonNode? Read(SynthesisCall call)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(call.Json.Span));
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
