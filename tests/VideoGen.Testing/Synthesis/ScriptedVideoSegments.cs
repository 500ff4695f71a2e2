using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;

namespace VideoGen.Testing.Synthesis;

/// <summary>
/// The four verbs without planner, ledger or provider, for tests of transports. It pairs the frames in the order they come, prices
/// nothing, and "renders" a segment by telling of three steps. A request without frames is refused, as is an unknown request id and an
/// unknown plan hash. What a call left unfinished stays so until <see cref="GetAsync"/> is given time to wait. Thread-safe.
/// </summary>
public sealed class ScriptedVideoSegments : IVideoSegments, IRequestRegister, IReports, IExports
{
    /// <summary>The hash of every plan.</summary>
    public const string PlanHash = "plan-0000";

    private static readonly (JobState State, double Fraction, string Words)[] Steps =
    [
        (JobState.Queued, 0, "in queue, position 1"),
        (JobState.Running, 0.3, "rendering"),
        (JobState.Succeeded, 1, "delivered"),
    ];

    private readonly ConcurrentDictionary<string, SynthesisAnswer> _requests = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>Awaited after each step that was told of; by default nothing is awaited. Given the token that ends the wait.</summary>
    public Func<CancellationToken, Task> AfterStep { get; init; } = _ => Task.CompletedTask;

    /// <summary>Thrown by every verb, when set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What reports are made of, whatever they are about.</summary>
    public ImmutableArray<JobFigures> Figures { get; set; } = [];

    /// <summary>Every storyboard call, in order.</summary>
    public ConcurrentQueue<SynthesisCall> Calls { get; } = new();

    /// <summary>The states of all requests.</summary>
    public IReadOnlyDictionary<string, SynthesisAnswer> Requests => _requests;

    /// <inheritdoc/>
    public ValueTask<Answer<Report>> ReadAsync(ReportQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Failure is { } failure ? throw failure : new(new Answer<Report>.Given(Report.Of(Figures, query.By)));
    }

    /// <inheritdoc/>
    public ValueTask<Answer<ExportedFilm>> ExportAsync(ExportQuery query, ExportView view, CancellationToken cancellationToken) =>
        Failure is { } failure ? throw failure : new(new Answer<ExportedFilm>.Given(new ExportedFilm { Text = $"{query.RequestId ?? query.ProjectId} as {query.Format}", MediaType = "text/plain", FileName = "film", Notices = [], Clips = [] }));

    /// <inheritdoc/>
    public ValueTask<Answer<PlanAnswer>> PlanAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        SynthesisRequest? request = Read(call, out Refusal? refusal);
        return new(request is null ? new Answer<PlanAnswer>.Refused(refusal!) : new Answer<PlanAnswer>.Given(ScriptedAnswers.Plan(request)));
    }

    /// <inheritdoc/>
    public ValueTask<Answer<LintAnswer>> LintAsync(SynthesisCall call, CancellationToken cancellationToken)
    {
        SynthesisRequest? request = Read(call, out Refusal? refusal);
        return new(request is null
            ? new Answer<LintAnswer>.Refused(refusal!)
            : new Answer<LintAnswer>.Given(new LintAnswer { Segments = (request.GeneratedFrames.Length + 1) / 2, Requests = 1, Findings = [] }));
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> SynthesizeAsync(
        SynthesisCall call, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        if (Read(call, out Refusal? refusal) is not { } request)
        {
            return new Answer<SynthesisAnswer>.Refused(refusal!);
        }

        string id = $"req_{Interlocked.Increment(ref _last):0000}";
        _requests[id] = ScriptedAnswers.Pending(id, request);
        return (call.Wait?.TotalSeconds ?? request.WaitSeconds) is 0
            ? new Answer<SynthesisAnswer>.Given(_requests[id])
            : new Answer<SynthesisAnswer>.Given(await WorkAsync(id, progress, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<Answer<SynthesisAnswer>> GetAsync(
        string requestId, TimeSpan wait, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        ThrowIfSet();
        if (!_requests.TryGetValue(requestId, out SynthesisAnswer? known))
        {
            return Unknown(requestId);
        }

        return new Answer<SynthesisAnswer>.Given(wait > TimeSpan.Zero ? await WorkAsync(requestId, progress, cancellationToken) : known);
    }

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> CancelAsync(string requestId, CancellationToken cancellationToken)
    {
        ThrowIfSet();
        return new(_requests.TryGetValue(requestId, out SynthesisAnswer? known)
            ? new Answer<SynthesisAnswer>.Given(_requests[requestId] = ScriptedAnswers.Cancelled(known))
            : Unknown(requestId));
    }

    /// <inheritdoc/>
    public ValueTask<Answer<SynthesisAnswer>> ChooseAsync(TakeCall call, CancellationToken cancellationToken)
    {
        ThrowIfSet();
        ArgumentNullException.ThrowIfNull(call);
        return new(_requests.TryGetValue(call.RequestId, out SynthesisAnswer? known)
            ? new Answer<SynthesisAnswer>.Given(known with
            {
                VideoSegments = [.. known.VideoSegments.Select(s => s.SegmentId == call.SegmentId ? s with { ChosenBy = "a person", ChosenAt = ScriptedAnswers.Accepted } : s)],
            })
            : Unknown(call.RequestId));
    }

    /// <inheritdoc/>
    public ValueTask<Answer<RequestList>> ListAsync(string? callerId, int limit, CancellationToken cancellationToken)
    {
        ThrowIfSet();
        return new(new Answer<RequestList>.Given(new RequestList
        {
            Requests = [.. _requests.Values.OrderByDescending(r => r.RequestId, StringComparer.Ordinal).Take(limit).Select(ScriptedAnswers.Summary)],
        }));
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<RequestRecord>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ThrowIfSet();
        return new([.. _requests.Keys.OrderDescending(StringComparer.Ordinal).Take(limit).Select(ScriptedAnswers.Record)]);
    }

    /// <inheritdoc/>
    public ValueTask<RequestTimes?> FindTimesAsync(string requestId, CancellationToken cancellationToken)
    {
        ThrowIfSet();
        return new(_requests.ContainsKey(requestId) ? new RequestTimes(ScriptedAnswers.Accepted, ScriptedAnswers.Accepted) : null);
    }

    private async Task<SynthesisAnswer> WorkAsync(string id, IProgress<SegmentProgress>? progress, CancellationToken cancellationToken)
    {
        int total = _requests[id].VideoSegments.Length + _requests[id].FailedSegments.Length;
        while (_requests[id] is { Status: RequestStatus.InProgress, FailedSegments: [var next, ..] } before)
        {
            int number = before.VideoSegments.Length + 1;
            foreach ((JobState state, double fraction, string words) in Steps)
            {
                progress?.Report(new(id, next.SegmentId, number, total, state, fraction, $"segment {number} of {total}: {words}"));
                try
                {
                    await AfterStep(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    return _requests[id]; // the wait is over; the segments are still pending
                }
            }

            _requests.TryUpdate(id, ScriptedAnswers.Delivered(before, next), before);
        }

        return _requests[id];
    }

    private SynthesisRequest? Read(SynthesisCall call, out Refusal? refusal)
    {
        ThrowIfSet();
        Calls.Enqueue(call);
        using JsonDocument document = JsonDocument.Parse(call.Json);
        (ImmutableArray<Problem> problems, ImmutableArray<string> unknown) =
            JsonSchemaCheck.Run(WireSchema.Of(WireJson.Default.SynthesisRequest), document.RootElement);
        if (!problems.IsEmpty)
        {
            refusal = new() { Problems = problems, Warnings = [.. unknown.Select(ScriptedAnswers.Ignored)] };
            return null;
        }

        SynthesisRequest request = document.Deserialize(WireJson.Default.SynthesisRequest)!;
        refusal = request.PlanHash is null or PlanHash ? null : new() { Problems = [ScriptedAnswers.PlanChanged] };
        return refusal is null ? request : null;
    }

    private void ThrowIfSet()
    {
        if (Failure is not null)
        {
            throw Failure;
        }
    }

    private static Answer<SynthesisAnswer>.Refused Unknown(string id) =>
        new(new Refusal
        {
            Problems = [new(ProblemCodes.RequestUnknown, "/request_id", $"There is no request '{id}'.", "Use the request_id that was answered.")],
        });
}
