using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing.Providers;
using VideoGen.Testing.Synthesis;

namespace VideoGen.Tests.Synthesis;

/// <summary>A look at the provider that learns nothing writes nothing; one that learns something is a step, without asking twice.</summary>
public sealed class FollowingTests : StageTest
{
    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    public async Task A_look_that_learns_nothing_writes_nothing(JobState state)
    {
        Job job = await AtProviderAsync(state);
        int before = Provider.Count("status", job.Id);

        await Agent.AdvanceAsync(TimeSpan.FromMinutes(1));

        (Provider.Count("status", job.Id) - before).ShouldBe(6);
        (await Agent.JobAsync(job.Id)).Version.ShouldBe(job.Version);
    }

    [Fact]
    public async Task What_a_look_learns_is_written_without_a_second_look()
    {
        Job job = await AtProviderAsync(JobState.Queued);
        await Agent.AdvanceAsync(Seconds(10));
        Provider.Say(job.Id, new JobStatus.Running(null));
        int before = Provider.Count("status", job.Id);

        await Agent.AdvanceAsync(Seconds(10));

        (await StateAsync(job)).ShouldBe(JobState.Running);
        (Provider.Count("status", job.Id) - before).ShouldBe(1);
    }

    [Fact]
    public async Task News_that_come_while_it_looks_are_heard_and_not_undone_by_what_it_saw()
    {
        Job job = await AtProviderAsync(JobState.Queued);
        Provider.Say(job.Id, new JobStatus.Running(null));
        Provider.BeforeStatus = async _ =>
        {
            Provider.BeforeStatus = _ => Task.CompletedTask;
            AgentProcess other = Stage.StartProcess();
            await other.DeliverAsync(job.Id, ScriptedProvider.DeliveryOf(job.Id));
            await other.RunAsync();
        };

        await Agent.AdvanceAsync(Seconds(10));

        (await PathAsync(job)).ShouldBe([JobState.Planned, JobState.Submitting, JobState.Queued, JobState.Downloading, JobState.Succeeded]);
    }

    [Fact]
    public async Task Two_processes_look_no_more_often_than_one_and_the_other_goes_on_when_the_first_falls_silent()
    {
        Job job = await AtProviderAsync(JobState.Running);
        AgentProcess other = Stage.StartProcess();
        await Agent.AdvanceAsync(Seconds(10));
        await other.TakeUpAsync();
        int before = Provider.Count("status", job.Id);
        for (int i = 0; i < 5; i++)
        {
            await Agent.AdvanceAsync(Seconds(5));
            await other.AdvanceAsync(Seconds(5));
        }

        (Provider.Count("status", job.Id) - before).ShouldBeInRange(3, 5);
        Provider.Finish(job.Id);
        await other.AdvanceAsync(TimeSpan.FromMinutes(2));
        (await StateAsync(job)).ShouldBe(JobState.Succeeded);
    }

    private async Task<Job> AtProviderAsync(JobState state)
    {
        Job job = (await SubmittedAsync())[0];
        Provider.Say(job.Id, state is JobState.Queued ? new JobStatus.Queued(3) : new JobStatus.Running(null));
        await Agent.AdvanceAsync(Seconds(10));
        (await StateAsync(job)).ShouldBe(state);
        return await Agent.JobAsync(job.Id);
    }
}
