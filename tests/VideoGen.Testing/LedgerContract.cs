using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shouldly;
using VideoGen.Jobs;
using VideoGen.Records;
using Xunit;

namespace VideoGen.Testing;

/// <summary>
/// The promises of <see cref="ILedger"/> as tests. A store proves itself by a test class that derives from this one and says how to
/// open it.
/// </summary>
public abstract partial class LedgerContract : IAsyncLifetime, IDisposable
{
    /// <summary>Longest time a test may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _limit = new(Limit);
    private readonly List<ILedger> _opened = [];

    /// <summary>The clock of the ledgers, standing at <see cref="Samples.Start"/>.</summary>
    protected ManualTime Time { get; } = new();

    /// <summary>The first ledger on the store.</summary>
    protected ILedger Ledger { get; private set; } = null!;

    /// <summary>Ends a test that hangs.</summary>
    protected CancellationToken Ct => _limit.Token;

    /// <summary>The present time of the clock.</summary>
    protected DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>
    /// Opens a ledger on the store of this test, which is empty at the first call. Every call acts as another process would. Ledgers
    /// that can be disposed are disposed at the end of the test.
    /// </summary>
    protected abstract ValueTask<ILedger> OpenAsync();

    /// <summary>The outbox of the records that a ledger of <see cref="OpenAsync"/> fills.</summary>
    protected abstract IRecordOutbox OutboxOf(ILedger ledger);

    /// <summary>Ends the process that a ledger stands for, with its claims in its hands.</summary>
    protected async ValueTask EndAsync(ILedger ledger)
    {
        _opened.Remove(ledger);
        await CloseAsync(ledger);
    }

    /// <summary>Removes the store, after its ledgers were disposed.</summary>
    protected virtual ValueTask RemoveAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Ledger = await OpenAnotherAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var ledger in _opened)
        {
            await CloseAsync(ledger);
        }

        await RemoveAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another process on the same store.</summary>
    protected async ValueTask<ILedger> OpenAnotherAsync()
    {
        var ledger = await OpenAsync();
        _opened.Add(ledger);
        return ledger;
    }

    /// <summary>Accepts a sample request and answers its jobs as the ledger has them.</summary>
    protected async Task<Job[]> CreateAsync(string name = "a", int segments = 3)
    {
        (await Ledger.CreateAsync(Samples.Request(name, segments), Ct)).ShouldBeOfType<CreateResult.Created>();
        return [.. await Ledger.ListJobsAsync($"req_{name}", Ct)];
    }

    /// <summary>Takes a job for a minute, due or not.</summary>
    protected ValueTask<ClaimedJob?> ClaimAsync(string jobId, string owner = "p1", bool wake = true) =>
        Ledger.ClaimAsync(jobId, owner, Now, Now.AddMinutes(1), wake, Ct);

    /// <summary>Commits a step that must succeed and answers the job as the ledger has it.</summary>
    protected async Task<Job> StepAsync(Job job, JobState state, DateTimeOffset? next = null)
    {
        (await Ledger.CommitAsync(Samples.Step(job, state, next), Ct)).ShouldBeTrue();
        return (await Ledger.FindJobAsync(job.Id, Ct)).ShouldNotBeNull();
    }

    /// <summary>A job that must exist.</summary>
    protected async Task<Job> JobAsync(string id) => (await Ledger.FindJobAsync(id, Ct)).ShouldNotBeNull();

    private static async ValueTask CloseAsync(ILedger ledger)
    {
        if (ledger is IAsyncDisposable closes)
        {
            await closes.DisposeAsync();
        }

        (ledger as IDisposable)?.Dispose();
    }

    private static void ShouldBeSame<T>(T actual, T expected, JsonTypeInfo<T> type) =>
        JsonSerializer.Serialize(actual, type).ShouldBe(JsonSerializer.Serialize(expected, type));
}
