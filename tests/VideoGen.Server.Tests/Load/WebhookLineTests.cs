using VideoGen.Server.Webhooks;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Load;

public sealed class WebhookLineTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly ManualTime _time = new();
    private readonly WebhookLine _line;

    public WebhookLineTests() => _line = new WebhookLine(2, 3, TimeSpan.FromSeconds(5), _time);

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Who_finds_no_place_waits_and_who_finds_no_room_to_wait_is_told_at_once()
    {
        (await EnterAsync()).ShouldBeTrue();
        (await EnterAsync()).ShouldBeTrue();
        Task<bool>[] waiting = [EnterAsync(), EnterAsync(), EnterAsync()];
        waiting.ShouldAllBe(w => !w.IsCompleted);

        (await EnterAsync()).ShouldBeFalse();

        _line.Leave();
        (await (await Task.WhenAny(waiting).WaitAsync(Limit))).ShouldBeTrue();
        _line.Waiting.ShouldBe(2);
    }

    [Fact]
    public async Task Who_waits_too_long_is_told_and_leaves_room()
    {
        await EnterAsync();
        await EnterAsync();
        Task<bool> waiting = EnterAsync();

        _time.Advance(TimeSpan.FromSeconds(5));

        (await waiting.WaitAsync(Limit)).ShouldBeFalse();
        _line.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Who_hangs_up_leaves_the_line()
    {
        await EnterAsync();
        await EnterAsync();
        using var hungUp = new CancellationTokenSource();
        Task<bool> waiting = _line.EnterAsync(hungUp.Token).AsTask();

        await hungUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));
        _line.Waiting.ShouldBe(0);
    }

    private Task<bool> EnterAsync() => _line.EnterAsync(CancellationToken.None).AsTask();
}
