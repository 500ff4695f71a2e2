using System.Threading.RateLimiting;
using VideoGen.Server.Webhooks;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Load;

public sealed class WebhookQueueTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly ManualTime _time = new();
    private readonly WebhookQueue _queue;

    public WebhookQueueTests() => _queue = new WebhookQueue(2, 3, TimeSpan.FromSeconds(5), _time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task Who_finds_no_place_waits_and_who_finds_no_room_to_wait_is_told_at_once()
    {
        RateLimitLease first = (await EnterAsync()).ShouldNotBeNull();
        (await EnterAsync()).ShouldNotBeNull();
        Task<RateLimitLease?>[] waiting = [EnterAsync(), EnterAsync(), EnterAsync()];
        waiting.ShouldAllBe(w => !w.IsCompleted);

        (await EnterAsync()).ShouldBeNull();

        first.Dispose();
        (await (await Task.WhenAny(waiting).WaitAsync(Limit))).ShouldNotBeNull();
        _queue.Waiting.ShouldBe(2);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_and_leaves_room()
    {
        await EnterAsync();
        await EnterAsync();
        Task<RateLimitLease?> waiting = EnterAsync();

        _time.Advance(TimeSpan.FromSeconds(5));

        (await waiting.WaitAsync(Limit)).ShouldBeNull();
        _queue.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Who_hangs_up_leaves_the_queue()
    {
        await EnterAsync();
        await EnterAsync();
        using var hungUp = new CancellationTokenSource();
        Task<RateLimitLease?> waiting = _queue.EnterAsync(hungUp.Token).AsTask();

        await hungUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
        _queue.Waiting.ShouldBe(0);
    }

    private Task<RateLimitLease?> EnterAsync() => _queue.EnterAsync(CancellationToken.None).AsTask();
}
