using VideoGen.Jobs;

namespace VideoGen.Cluster.Tests;

/// <summary>What is worth telling the other nodes.</summary>
public sealed class SentSignalsTests
{
    private readonly SentSignals _sent = new();

    [Fact]
    public void A_look_that_learned_nothing_is_no_news()
    {
        _sent.IsNews(Signal(3, position: 2)).ShouldBeTrue();
        _sent.IsNews(Signal(3, position: 2)).ShouldBeFalse();
        _sent.IsNews(Signal(3, position: 1)).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_kept_of_a_job_that_ended_or_became_another_nodes()
    {
        _sent.IsNews(Signal(3)).ShouldBeTrue();
        _sent.IsNews(Signal(4) with { State = JobState.Succeeded }).ShouldBeTrue();
        _sent.IsNews(Signal(3)).ShouldBeTrue("its end was the last of it");

        _sent.Forget("job_1");

        _sent.IsNews(Signal(3)).ShouldBeTrue("another node may have told something else since");
    }

    private static JobSignal Signal(long version, int? position = null) => new("req_1", "job_1", version, JobState.Queued, position);
}
