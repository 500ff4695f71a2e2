using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Payload.Records;
using VideoGen.Records;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Records;

/// <summary>One process of an agent: a ledger that others may share, and a sender to the CMS. Its clock stands still, the network's does not.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly PayloadClient _client;
    private readonly SqliteLedger _ledger;

    public Agent(string ledgerFile, ManualTime time, PayloadOptions options, HttpMessageHandler? handler = null)
    {
        Time = time;
        _ledger = new SqliteLedger(new SqliteLedgerOptions(ledgerFile), time);
        _client = new PayloadClient(options, TimeProvider.System, handler);
        Outbox = new LedgerOutbox(_ledger);
        Sender = new RecordSender(Outbox, new PayloadRecordStore(_client), $"agent-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}", time, NullLogger.Instance);
    }

    public ManualTime Time { get; }

    public ILedger Ledger => _ledger;

    public LedgerOutbox Outbox { get; }

    public RecordSender Sender { get; }

    /// <summary>Accepts a request and takes its jobs to a state, each in two steps.</summary>
    public async Task<Job[]> RunAsync(string name, int segments, JobState end, CancellationToken cancellationToken)
    {
        (await _ledger.CreateAsync(Samples.Request(name, segments, Time.GetUtcNow()), cancellationToken)).ShouldBeOfType<CreateResult.Created>();
        Job[] jobs = [.. await _ledger.ListJobsAsync($"req_{name}", cancellationToken)];
        for (int i = 0; i < jobs.Length; i++)
        {
            jobs[i] = await StepAsync(await StepAsync(jobs[i], JobState.Submitting, cancellationToken), end, cancellationToken);
        }

        return jobs;
    }

    public async Task<Job> StepAsync(Job job, JobState state, CancellationToken cancellationToken)
    {
        JobCommit step = Samples.Step(job, state, Time.GetUtcNow().AddHours(9));
        step = state is JobState.Succeeded ? step with { Next = step.Next with { Clip = Samples.Clip() } } : step;
        (await _ledger.CommitAsync(step, cancellationToken)).ShouldBeTrue();
        return (await _ledger.FindJobAsync(job.Id, cancellationToken)).ShouldNotBeNull();
    }

    /// <summary>Delivers, without moving the clock, until nothing waits that can be delivered.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        Sender.Start();
        do
        {
            await Sender.FlushAsync(cancellationToken);
            await Task.Yield();
        }
        while (await Outbox.ReadBacklogAsync(cancellationToken) is var b && b.Waiting > b.RefusedCount);
    }

    public async ValueTask DisposeAsync()
    {
        await Sender.DisposeAsync();
        await _ledger.DisposeAsync();
        _client.Dispose();
    }
}
