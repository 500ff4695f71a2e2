using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>A test with a whole agent whose ticks and clock it moves itself.</summary>
public abstract class StageTest : IAsyncLifetime
{
    /// <summary>A step that would leave a test hanging ends it instead.</summary>
    protected static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    protected AgentStage Stage { get; } = new();

    protected AgentProcess Agent => Stage.Agent;

    protected ScriptedProvider Provider => Stage.Provider;

    protected ManualTime Time => Stage.Time;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await Stage.DisposeAsync();

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>A storyboard that is ordered and submitted.</summary>
    protected async Task<Job[]> SubmittedAsync(int segments = 1)
    {
        Job[] jobs = [.. await Agent.OrderAsync(SampleOrders.Storyboard(segments))];
        await Agent.RunAsync();
        return [.. await Task.WhenAll(jobs.Select(j => Agent.JobAsync(j.Id)))];
    }

    /// <summary>A job whose clip the provider has finished and whose first attempt to fetch it is made.</summary>
    protected async Task<Job> FinishedAsync(Func<HttpRequestMessage, HttpResponseMessage?>? fault = null)
    {
        Stage.Host.Fault = fault ?? (_ => null);
        Job job = (await SubmittedAsync())[0];
        Provider.Finish(job.Id);
        await Agent.AdvanceAsync(Seconds(10));
        return job;
    }

    protected async Task<JobState> StateAsync(Job job) => (await Agent.JobAsync(job.Id)).State;

    /// <summary>The states of a job's history, in order, and whether each begins where the one before ended.</summary>
    protected async Task<JobState[]> PathAsync(Job job)
    {
        JobEvent[] moves = [.. (await Agent.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).Where(e => e.To is not null)];
        foreach ((JobEvent before, JobEvent after) in moves.Zip(moves.Skip(1)))
        {
            after.From.ShouldBe(before.To);
        }

        return [.. moves.Select(e => e.To!.Value)];
    }

    protected async Task<string[]> NotesAsync(Job job, string kind) =>
        [.. (await Agent.Ledger.ListEventsAsync(job.Id, CancellationToken.None)).Where(e => e.Kind == kind).Select(e => e.Message)];

    protected static JobStatus Failed(string message, Billed billed = Billed.No) =>
        new JobStatus.Failed(new ProviderFailure(FailureError.ProviderError, message, billed) { Retryable = true });
}
