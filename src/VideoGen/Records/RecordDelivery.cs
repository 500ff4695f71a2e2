using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VideoGen.Records;

/// <summary>
/// The delivery of records as long as this process runs: begins with the first change that this process makes (or when asked to), and at the
/// end of the process gets a few seconds to catch up. What is left stays in the outbox for the next process.
/// </summary>
public sealed class RecordDelivery : IHostedService, IAsyncDisposable
{
    /// <summary>Longest time that the end of a process waits for its records.</summary>
    public static readonly TimeSpan LastSeconds = TimeSpan.FromSeconds(3);

    private readonly IRecordOutbox _outbox;
    private readonly RecordSender? _sender;
    private readonly TimeProvider _time;
    private Task? _ended;

    /// <summary>A delivery; nothing is sent yet.</summary>
    /// <param name="outbox">What is to be delivered.</param>
    /// <param name="store">The system of record; null where none is set, then everything stays in the outbox.</param>
    /// <param name="owner">Identity of this process.</param>
    /// <param name="time">Clock.</param>
    /// <param name="log">Log.</param>
    /// <param name="options">Rate; null for the defaults.</param>
    public RecordDelivery(IRecordOutbox outbox, IRecordStore? store, string owner, TimeProvider time, ILogger<RecordSender> log, RecordSenderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(outbox);
        (_outbox, _time) = (outbox, time);
        if (store is not null)
        {
            _sender = new RecordSender(outbox, store, owner, time, log, options);
            outbox.Changed += (_, _) => _sender.Start();
        }
    }

    /// <summary>True where a system of record is set.</summary>
    public bool IsOn => _sender is not null;

    /// <summary>Begins to deliver, what other processes left included.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sender?.Start();
        return Task.CompletedTask;
    }

    /// <summary>Ends after a last delivery of what waits.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _ended ??= EndAsync();

    /// <summary>What is not delivered yet.</summary>
    public ValueTask<RecordBacklog> ReadBacklogAsync(CancellationToken cancellationToken) => _outbox.ReadBacklogAsync(cancellationToken);

    /// <summary>
    /// Delivers what is due now, refused documents included, and returns when that is done or the system of record does not answer.
    /// Without effect where none is set.
    /// </summary>
    public async ValueTask RetryAsync(CancellationToken cancellationToken)
    {
        if (_sender is not null)
        {
            await _outbox.RetryRefusedAsync(_time.GetUtcNow(), cancellationToken);
            _sender.Start();
            await _sender.FlushAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task EndAsync()
    {
        if (_sender is null)
        {
            return;
        }

        using var patience = new CancellationTokenSource(LastSeconds, _time);
        try
        {
            await _sender.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The next process goes on.
        }

        await _sender.DisposeAsync();
    }
}
