using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Tests.Synthesis;

public sealed class LookAgainTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(60);
    private readonly ManualTime _time = new();
    private readonly Job _job = Samples.Request("a").Jobs[0];

    [Fact]
    public void Few_jobs_are_looked_at_at_the_interval_and_old_ones_less_often()
    {
        LookAgain look = With(jobs: 500);
        DateTimeOffset begin = _time.GetUtcNow();
        Job job = _job with { SubmittedAt = begin };

        (look.At(job, begin, Interval) - begin).ShouldBe(Interval);
        (look.At(job, begin.AddSeconds(89), Interval) - begin.AddSeconds(89)).ShouldBe(Interval);
        (look.At(job, begin.AddSeconds(90), Interval) - begin.AddSeconds(90)).ShouldBe(TimeSpan.FromSeconds(15));
        (look.At(job, begin.AddSeconds(90), TimeSpan.FromSeconds(20)) - begin.AddSeconds(90)).ShouldBe(TimeSpan.FromSeconds(20));
        (look.At(job, begin.AddHours(9), TimeSpan.FromSeconds(70)) - begin.AddHours(9)).ShouldBe(TimeSpan.FromSeconds(70), "never more often than while a call waits");
        (look.At(job, begin.AddMinutes(3), Interval) - begin.AddMinutes(3)).ShouldBe(TimeSpan.FromSeconds(30));
        (look.At(job, begin.AddMinutes(10), Interval) - begin.AddMinutes(10)).ShouldBe(Slowest);
        (look.At(job, begin.AddHours(9), Interval) - begin.AddHours(9)).ShouldBe(Slowest);
    }

    [Fact]
    public void Ten_thousand_jobs_are_looked_at_no_more_often_than_allowed_and_each_at_its_own_moment()
    {
        LookAgain look = With(jobs: 10_000);
        DateTimeOffset now = _time.GetUtcNow().AddMilliseconds(1);

        DateTimeOffset[] looks = [.. Enumerable.Range(0, 10_000).Select(i => look.At(_job with { Id = $"job_{i:x8}", SubmittedAt = now }, now, Interval))];
        double[] pauses = [.. looks.Select(at => (at - now).TotalSeconds)];

        pauses.Sum(pause => 1 / pause).ShouldBeLessThanOrEqualTo(50);
        pauses.Min().ShouldBeGreaterThanOrEqualTo(200);
        pauses.Max().ShouldBeLessThanOrEqualTo(301);
        looks.Distinct().Count().ShouldBeLessThan(101, "those of a second come together");
        pauses.GroupBy(pause => (int)pause).Max(second => second.Count()).ShouldBeLessThan(500); // all at once would be 10 000
    }

    [Fact]
    public void A_job_is_followed_to_the_limit_from_its_submit_or_else_from_its_plan()
    {
        LookAgain look = With(jobs: 1);
        Job submitted = _job with { CreatedAt = _time.GetUtcNow().AddDays(-9), SubmittedAt = _time.GetUtcNow() };

        look.IsOver(submitted, _time.GetUtcNow().AddHours(48).AddTicks(-1)).ShouldBeFalse();
        look.IsOver(submitted, _time.GetUtcNow().AddHours(48)).ShouldBeTrue();
        look.IsOver(submitted with { SubmittedAt = null }, _time.GetUtcNow()).ShouldBeTrue();
    }

    [Fact]
    public void Time_in_which_the_account_was_full_has_a_limit_of_its_own()
    {
        LookAgain look = With(jobs: 1);
        DateTimeOffset begin = _time.GetUtcNow();
        Job throttled = _job with { SubmittedAt = begin, ThrottledSince = begin.AddHours(1) };
        Job free = _job with { SubmittedAt = begin, ThrottledUntil = begin.AddDays(6) };

        look.IsOver(throttled, begin.AddHours(49)).ShouldBeFalse();
        look.IsOver(throttled, begin.AddDays(7).AddHours(1)).ShouldBeTrue();
        look.IsOver(free, begin.AddDays(7)).ShouldBeFalse();
        look.IsOver(free, begin.AddDays(8)).ShouldBeTrue();
    }

    [Fact]
    public void Nodes_of_a_cluster_share_the_looks_of_a_second()
    {
        DateTimeOffset now = _time.GetUtcNow();

        TimeSpan alone = With(jobs: 10_000).At(_job with { SubmittedAt = now }, now, TimeSpan.FromSeconds(10)) - now;
        TimeSpan third = With(jobs: 10_000, nodes: 3).At(_job with { SubmittedAt = now }, now, TimeSpan.FromSeconds(10)) - now;

        (third / alone).ShouldBe(3, tolerance: 0.01);
    }

    private static LookAgain With(int jobs, int nodes = 1) => new(TimeSpan.FromHours(48), TimeSpan.FromDays(7), Slowest, 50, new Crowd(jobs), new Neighbours(nodes));

    private sealed class Neighbours(int count) : INodes
    {
        public bool OwnJobs => count > 1;

        public NodeView Current { get; } = new([.. Enumerable.Range(1, count).Select(i => $"n{i}")], [], MayAct: true);

        public Task ChangedAsync(NodeView seen, CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private sealed class Crowd(int count) : IJobSchedule
    {
        public int Count => count;

        public void TickAt(string jobId, DateTimeOffset at, StepKind kind = StepKind.Follow) => throw new NotSupportedException();
    }
}
