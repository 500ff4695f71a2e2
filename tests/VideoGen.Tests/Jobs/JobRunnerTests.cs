using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Jobs;
using VideoGen.Testing;
using VideoGen.Testing.Jobs;

namespace VideoGen.Tests.Jobs;

public sealed class JobRunnerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_step_that_throws_is_tried_again_after_growing_pauses_that_a_success_ends()
    {
        var steps = new ConcurrentQueue<DateTimeOffset>();
        DateTimeOffset begin = _time.GetUtcNow();
        bool broken = true;
        await using JobRunner runner = Runner((_, _, _) =>
        {
            steps.Enqueue(_time.GetUtcNow());
            return broken ? throw new InvalidOperationException("Broken.") : Task.FromResult<DateTimeOffset?>(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        });
        runner.TickAt("a", begin);
        for (int i = 1; i <= 10; i++)
        {
            await StepsAsync(steps, i);
            await AdvanceToTimerAsync();
        }

        await StepsAsync(steps, 11);
        Pauses(steps).ShouldBe([5, 10, 20, 40, 80, 160, 320, 600, 600, 600]);

        broken = false;
        await AdvanceToTimerAsync();
        await StepsAsync(steps, 12);
        broken = true;
        await AdvanceToTimerAsync();
        await StepsAsync(steps, 13);
        await AdvanceToTimerAsync();
        await StepsAsync(steps, 14);
        Pauses(steps)[^2..].ShouldBe([30, 5]);
    }

    [Fact]
    public async Task A_wake_during_a_step_is_another_step_right_after()
    {
        var gate = new TaskCompletionSource();
        var wakes = new ConcurrentQueue<bool>();
        await using JobRunner runner = Runner(async (_, wake, _) =>
        {
            wakes.Enqueue(wake);
            await gate.Task;
            return wakes.Count == 1 ? _time.GetUtcNow() + TimeSpan.FromHours(1) : null;
        });
        runner.TickAt("a", _time.GetUtcNow());
        await StepsAsync(wakes, 1);
        runner.TickAt("a", _time.GetUtcNow());
        runner.TickAt("a", _time.GetUtcNow());

        gate.SetResult();

        await StepsAsync(wakes, 2);
        wakes.ShouldBe([true, true]);
    }

    [Fact]
    public async Task A_job_whose_time_was_written_by_a_clock_that_was_set_back_is_taken_at_the_next_look()
    {
        var ledger = new MemoryLedger(new MemoryLedgerStore(), _time);
        await ledger.CreateAsync(Samples.Request("a", 1, _time.GetUtcNow().AddHours(1)), default);
        var wakes = new ConcurrentQueue<bool>();
        await using JobRunner runner = Runner((_, wake, _) =>
        {
            wakes.Enqueue(wake);
            return Task.FromResult<DateTimeOffset?>(null);
        });

        await runner.TakeUpAsync(ledger, "p1", default);

        await StepsAsync(wakes, 1);
        wakes.ShouldBe([true]);
    }

    [Fact]
    public async Task An_earlier_time_asked_for_during_a_step_counts()
    {
        var gate = new TaskCompletionSource();
        var steps = new ConcurrentQueue<DateTimeOffset>();
        DateTimeOffset begin = _time.GetUtcNow();
        await using JobRunner runner = Runner(async (_, _, _) =>
        {
            steps.Enqueue(_time.GetUtcNow());
            await gate.Task;
            return begin + TimeSpan.FromHours(1);
        });
        runner.TickAt("a", begin);
        await StepsAsync(steps, 1);
        runner.TickAt("a", begin + TimeSpan.FromSeconds(7));
        gate.SetResult();

        await AdvanceToTimerAsync();
        await StepsAsync(steps, 2);

        Pauses(steps).ShouldBe([7]);
    }

    [Fact]
    public async Task Two_steps_of_one_job_never_run_at_once_and_no_more_than_allowed_in_all()
    {
        int running = 0, most = 0, done = 0;
        var all = new TaskCompletionSource();
        var inside = new ConcurrentDictionary<string, bool>();
        await using JobRunner runner = Runner(
            async (job, _, _) =>
            {
                inside.TryAdd(job, true).ShouldBeTrue();
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                inside.TryRemove(job, out bool _);
                if (Interlocked.Increment(ref done) == 5000)
                {
                    all.SetResult();
                }

                return null;
            },
            StepLimits.Each(8));

        for (int i = 0; i < 5000; i++)
        {
            runner.TickAt($"job-{i}", _time.GetUtcNow());
        }

        await all.Task.WaitAsync(Limit);
        most.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public async Task Clips_that_come_slowly_keep_no_other_step_waiting_and_no_more_come_at_once_than_allowed()
    {
        var gate = new TaskCompletionSource();
        var began = new ConcurrentQueue<string>();
        await using JobRunner runner = new(
            async (ask, _) =>
            {
                began.Enqueue(ask.JobId);
                await (ask.Kind is StepKind.Deliver ? gate.Task : Task.CompletedTask);
                return null;
            },
            _time, NullLogger.Instance, new StepLimits(Deliveries: 2));
        for (int i = 0; i < 100; i++)
        {
            runner.TickAt($"clip-{i}", _time.GetUtcNow(), StepKind.Deliver);
        }

        runner.TickAt("submit", _time.GetUtcNow(), StepKind.Submit);
        runner.TickAt("follow", _time.GetUtcNow());

        await StepsAsync(began, 4);
        began.Order().ShouldBe(["clip-0", "clip-1", "follow", "submit"]);
        gate.SetResult();
        await StepsAsync(began, 102);
    }

    [Fact]
    public async Task Who_is_woken_passes_those_whose_time_has_come()
    {
        var gate = new TaskCompletionSource();
        var began = new ConcurrentQueue<string>();
        await using JobRunner runner = Runner(
            async (job, _, _) =>
            {
                began.Enqueue(job);
                await gate.Task;
                return null;
            },
            StepLimits.Each(4));
        for (int i = 0; i < 100; i++)
        {
            runner.TickAt($"look-{i:00}", _time.GetUtcNow() + TimeSpan.FromMilliseconds(1 + i));
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        await StepsAsync(began, 3);
        runner.TickAt("look-99", _time.GetUtcNow());
        await StepsAsync(began, 4);

        began.Order().ShouldBe(["look-00", "look-01", "look-02", "look-99"]); // the fourth place was kept
        gate.SetResult();
        await StepsAsync(began, 100);
        runner.Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task A_step_that_turns_out_to_be_of_another_kind_waits_for_a_place_of_that_kind()
    {
        var asks = new ConcurrentQueue<TickAsk>();
        DateTimeOffset now = _time.GetUtcNow();
        await using JobRunner runner = new(
            (ask, _) =>
            {
                asks.Enqueue(ask);
                return Task.FromResult<NextStep?>(ask.Kind is StepKind.Deliver ? null : new NextStep(now, StepKind.Deliver));
            },
            _time, NullLogger.Instance);

        runner.TickAt("a", now);

        await StepsAsync(asks, 2);
        asks.ShouldBe([new TickAsk("a", StepKind.Follow, Wake: true), new TickAsk("a", StepKind.Deliver, Wake: false)]);
    }

    [Fact]
    public async Task A_place_in_line_that_was_left_behind_is_not_taken_by_a_step_of_another_kind()
    {
        var gate = new TaskCompletionSource();
        var asks = new ConcurrentQueue<TickAsk>();
        int fetching = 0, most = 0;
        DateTimeOffset due = _time.GetUtcNow() + TimeSpan.FromSeconds(1);
        await using JobRunner runner = new(
            async (ask, _) =>
            {
                asks.Enqueue(ask);
                if (ask.Kind is StepKind.Deliver)
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref fetching));
                    await Task.Yield();
                    Interlocked.Decrement(ref fetching);
                    return null;
                }

                await gate.Task;
                return new NextStep(due, StepKind.Deliver);
            },
            _time, NullLogger.Instance, new StepLimits(Follows: 4, Deliveries: 1));
        for (int i = 0; i < 100; i++)
        {
            runner.TickAt($"job-{i}", due);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 100; i++)
        {
            runner.TickAt($"job-{i}", due); // woken, too: each is in line twice
        }

        gate.SetResult();
        await StepsAsync(asks, 200);

        asks.Count(ask => ask.Kind is StepKind.Deliver).ShouldBe(100);
        most.ShouldBe(1);
    }

    [Fact]
    public async Task Ten_thousand_jobs_that_wait_take_one_timer()
    {
        int steps = 0;
        await using JobRunner runner = Runner((_, _, _) =>
        {
            Interlocked.Increment(ref steps);
            return Task.FromResult<DateTimeOffset?>(null);
        });
        DateTimeOffset now = _time.GetUtcNow();
        for (int i = 0; i < 10_000; i++)
        {
            runner.TickAt($"job-{i}", now + TimeSpan.FromSeconds(60 + i));
        }

        (runner.Count, _time.SetTimers, steps).ShouldBe((10_000, 1, 0));
        _time.Next.ShouldBe(now + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Disposing_ends_the_steps_under_way_and_begins_no_other()
    {
        var steps = new ConcurrentQueue<string>();
        JobRunner runner = Runner(async (job, _, stop) =>
        {
            steps.Enqueue(job);
            await new TaskCompletionSource().Task.WaitAsync(stop);
            return null;
        });
        runner.TickAt("a", _time.GetUtcNow());
        await StepsAsync(steps, 1);

        await runner.DisposeAsync().AsTask().WaitAsync(Limit);
        runner.TickAt("b", _time.GetUtcNow());
        await runner.DisposeAsync();

        steps.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Disposing_does_not_wait_forever_for_a_step_that_cannot_be_ended()
    {
        var gate = new TaskCompletionSource();
        var steps = new ConcurrentQueue<string>();
        JobRunner runner = Runner(async (job, _, _) =>
        {
            steps.Enqueue(job);
            await gate.Task;
            return null;
        });
        runner.TickAt("a", _time.GetUtcNow());
        await StepsAsync(steps, 1);

        Task disposed = runner.DisposeAsync().AsTask();
        await _time.WhenSetAsync(1).WaitAsync(Limit);
        disposed.IsCompleted.ShouldBeFalse();
        _time.Advance(JobRunner.Grace);

        await disposed.WaitAsync(Limit);
        gate.SetResult();
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private static double[] Pauses(IEnumerable<DateTimeOffset> steps) =>
        [.. steps.Zip(steps.Skip(1)).Select(pair => (pair.Second - pair.First).TotalSeconds)];

    private static async Task StepsAsync<T>(ConcurrentQueue<T> steps, int count)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (steps.Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private JobRunner Runner(Func<string, bool, CancellationToken, Task<DateTimeOffset?>> tick, StepLimits? limits = null) => new(
        async (ask, stop) => await tick(ask.JobId, ask.Wake, stop) is { } at ? new NextStep(at, ask.Kind) : null, _time, NullLogger.Instance, limits);

    /// <summary>Waits until the runner waits, then moves the clock to the time it waits for.</summary>
    private async Task AdvanceToTimerAsync()
    {
        await _time.WhenSetAsync(1).WaitAsync(Limit);
        _time.Advance(_time.Next!.Value - _time.GetUtcNow());
    }
}
