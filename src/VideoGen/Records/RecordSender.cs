using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using VideoGen.Jobs;
using VideoGen.Telemetry;

namespace VideoGen.Records;

/// <summary>
/// Brings the outbox to the system of record, in the background: whole states, one sender a job, several jobs side by side. Nothing waits
/// for it. While the system of record is away it pauses longer and longer, and afterwards goes on at full width; a document that is
/// refused steps aside. Thread-safe.
/// </summary>
public sealed partial class RecordSender : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly IRecordOutbox _outbox;
    private readonly IRecordStore _store;
    private readonly string _owner;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RecordSenderOptions _options;
    private readonly RecordCircuitBreaker _breaker;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _hints = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly List<TaskCompletionSource> _flushes = [];
    private Task? _loop;
    private int _running;

    /// <summary>A sender; it does nothing before <see cref="Start"/>.</summary>
    /// <param name="outbox">What is to be delivered.</param>
    /// <param name="store">The system of record.</param>
    /// <param name="owner">Identity of this process in the outbox, unlike every other's.</param>
    /// <param name="time">Clock for pauses, leases and limits.</param>
    /// <param name="log">Log.</param>
    /// <param name="options">Rate; null for the defaults.</param>
    /// <param name="chance">Numbers from 0 to 1 that spread the pauses; null for random ones.</param>
    public RecordSender(
        IRecordOutbox outbox, IRecordStore store, string owner, TimeProvider time, ILogger log, RecordSenderOptions? options = null, Func<double>? chance = null)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        ArgumentNullException.ThrowIfNull(time);
        (_outbox, _store, _owner, _time, _log, _options) = (outbox, store, owner, time, log, options ?? new RecordSenderOptions());
#pragma warning disable CA5394 // Spreads pauses; nothing secret hangs on it.
        _breaker = new RecordCircuitBreaker(_options, chance ?? Random.Shared.NextDouble);
#pragma warning restore CA5394
        _timer = time.CreateTimer(_ => Hint(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to deliver, now and whenever something is put into the outbox. Again: no effect.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_loop is null && !_stopping.IsCancellationRequested)
            {
                _outbox.Changed += OnChanged;
                _loop = RunAsync();
            }
        }
    }

    /// <summary>
    /// Waits until nothing is due any more, or until the system of record turns out not to answer: what a process that is about to end
    /// gives its records, bounded by the token. Returns at once when not started.
    /// </summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_loop is null || _stopping.IsCancellationRequested)
            {
                return;
            }

            _flushes.Add(quiet);
        }

        Hint();
        await quiet.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the deliveries under way and gives their jobs back to the outbox.</summary>
    public async ValueTask DisposeAsync()
    {
        _outbox.Changed -= OnChanged;
        Task? loop;
        lock (_lock)
        {
            loop = _loop;
            _loop ??= Task.CompletedTask; // never starts any more
        }

        EndDeliveries();
        await _timer.DisposeAsync();
        Hint();
        EndFlushes(int.MaxValue);
        if (loop is null)
        {
            return;
        }

        try
        {
            await loop.WaitAsync(Grace, TimeProvider.System);
            await _outbox.ReleaseAsync(_owner, CancellationToken.None);
        }
        catch (Exception error) when (error is TimeoutException or LedgerException)
        {
            // The leases run out by themselves.
        }
    }

    private void EndDeliveries() => _stopping.Cancel();

    // Where deliveries run is their owner's choice: the pool, unless a synchronization context is in charge (as in the simulation).
    private async Task RunAsync()
    {
        await Task.Yield();
        Activity.Current = null; // it serves every order, not the one that began it
        var deliveries = new List<Task>();
        while (!_stopping.IsCancellationRequested)
        {
            int flushes = AskedFlushes();
            deliveries.RemoveAll(d => d.IsCompleted);
            (int width, TimeSpan? holds) = _breaker.At(_time.GetUtcNow());
            int running = Volatile.Read(ref _running); // as it was before the look: what ends meanwhile may leave its job due again
            int room = width - running;
            ImmutableArray<DueRecord> due = room > 0 ? await TakeAsync(room) : [];
            foreach (DueRecord one in due)
            {
                Interlocked.Increment(ref _running);
                deliveries.Add(DeliverAsync(one, _breaker.Stretch));
            }

            if (room <= 0 || due.Length < room)
            {
                if (!_breaker.IsHealthy || (running == 0 && due.IsEmpty))
                {
                    EndFlushes(flushes);
                }

                _timer.Change(holds is { } pause && pause < _options.LookEvery ? pause : _options.LookEvery, Timeout.InfiniteTimeSpan);
                await _hints.Reader.ReadAsync();
            }
        }

        await Task.WhenAll(deliveries);
    }

    private async Task<ImmutableArray<DueRecord>> TakeAsync(int room)
    {
        DateTimeOffset now = _time.GetUtcNow();
        try
        {
            return await _outbox.TakeAsync(_owner, now, now + _options.Lease, room, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
#pragma warning disable CA1031 // Every call meets a broken ledger itself; here it is enough to say so and not to hurry.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            _breaker.Failed(_breaker.Stretch.Round, now);
            OutboxBroken(_log, broken);
            return [];
        }
    }

    private async Task DeliverAsync(DueRecord due, (int Round, bool IsHealthy) began)
    {
        using IDisposable? ids = _log.BeginScope(new JobIds(due.Job));
        using Activity? span = AgentTraces.Record(due.Job);
        try
        {
            RecordAnswer answer = await WriteAsync(due);
            if (answer is not RecordAnswer.Kept)
            {
                AgentTraces.Fail(span, answer is RecordAnswer.Refused ? "refused" : "unavailable");
            }

            await MarkAsync(due, began, answer);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Given back when the sender is disposed.
        }
#pragma warning disable CA1031 // The job stays in the outbox and is free again when the lease runs out.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            OutboxBroken(_log, broken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            Hint();
        }
    }

    private async Task<RecordAnswer> WriteAsync(DueRecord due)
    {
        using var limit = new CancellationTokenSource(_options.DeliveryLimit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
        try
        {
            JobDocument job = JobDocument.Of(due.Job, due.Events) with { Revision = due.Revision };
            RecordAnswer answer = await _store.UpsertJobAsync(job, due.IsNew, both.Token);
            if (answer is not RecordAnswer.Kept { DocumentId: var jobDocumentId } || SegmentDocument.Of(due.Job) is not { } segment)
            {
                return answer;
            }

            return await _store.UpsertSegmentAsync(segment with { Revision = due.Revision }, jobDocumentId, due.Job.Clip?.MediaId, due.IsNew, both.Token);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return new RecordAnswer.Unavailable($"The documents of a job were not taken within {_options.DeliveryLimit.TotalSeconds:0} s.");
        }
#pragma warning disable CA1031 // A defect about one job must not end the delivery of the others.
        catch (Exception defect) when (defect is not OperationCanceledException)
#pragma warning restore CA1031
        {
            DeliveryDefect(_log, defect, due.Job.Id);
            return new RecordAnswer.Unavailable($"A defect: {defect.GetType().Name}, {defect.Message}");
        }
    }

    // Not cancelled when the sender stops: what the store answered is worth keeping.
    private async Task MarkAsync(DueRecord due, (int Round, bool IsHealthy) began, RecordAnswer answer)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (answer is RecordAnswer.Unavailable { Reason: var problem })
        {
            // Others are taken and this one never is: it is the document, whatever the answer calls it.
            await (began.IsHealthy && _breaker.IsHealthy && due.Attempts + 1 >= _options.FailuresToRefuse
                ? RefuseAsync(due, problem, now)
                : PostponeAsync(due, began, problem, now));
            return;
        }

        if (_breaker.Answered())
        {
            StoreBack(_log, await WaitingAsync());
        }

        await (answer is RecordAnswer.Refused { Reason: var reason }
            ? RefuseAsync(due, reason, now)
            : _outbox.MarkDeliveredAsync(due.Job.Id, _owner, due.Revision, now, CancellationToken.None).AsTask());
    }

    private async Task RefuseAsync(DueRecord due, string reason, DateTimeOffset now)
    {
        await _outbox.MarkRefusedAsync(due.Job.Id, _owner, due.Revision, reason, now, now + _options.RefusedPause, CancellationToken.None);
        DocumentRefused(_log, due.Job.Id, reason);
    }

    private async Task PostponeAsync(DueRecord due, (int Round, bool IsHealthy) began, string problem, DateTimeOffset now)
    {
        (DateTimeOffset retryAt, bool first) = _breaker.Failed(began.Round, now);
        await _outbox.PostponeAsync(due.Job.Id, _owner, problem, counts: began.IsHealthy, now, retryAt, CancellationToken.None);
        if (first)
        {
            StoreAway(_log, await WaitingAsync(), problem);
        }
    }

    private async Task<int> WaitingAsync() => (await _outbox.ReadBacklogAsync(CancellationToken.None)).Waiting;

    private int AskedFlushes()
    {
        lock (_lock)
        {
            return _flushes.Count;
        }
    }

    // Those that were asked for before the round began: it has looked after the last change they speak of.
    private void EndFlushes(int count)
    {
        lock (_lock)
        {
            int ended = Math.Min(count, _flushes.Count);
            _flushes[..ended].ForEach(f => f.TrySetResult());
            _flushes.RemoveRange(0, ended);
        }
    }

    private void Hint() => _hints.Writer.TryWrite(true);

    private void OnChanged(object? sender, EventArgs nothing) => Hint();

    [LoggerMessage(4101, LogLevel.Warning, "Records are not taken for now, {Waiting} jobs wait and are delivered later: {Reason}")]
    private static partial void StoreAway(ILogger log, int waiting, string reason);

    [LoggerMessage(4102, LogLevel.Information, "Records are taken again, {Waiting} jobs wait")]
    private static partial void StoreBack(ILogger log, int waiting);

    [LoggerMessage(4103, LogLevel.Warning, "The record of {JobId} is refused and tried again later: {Reason}")]
    private static partial void DocumentRefused(ILogger log, string jobId, string reason);

    [LoggerMessage(4104, LogLevel.Error, "The outbox of the records cannot be used")]
    private static partial void OutboxBroken(ILogger log, Exception broken);

    [LoggerMessage(4105, LogLevel.Error, "The record of {JobId} could not be written because of a defect")]
    private static partial void DeliveryDefect(ILogger log, Exception defect, string jobId);
}
