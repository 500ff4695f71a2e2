using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Fal.Http;

namespace VideoGen.Fal.Webhooks;

/// <summary>
/// The public keys that fal signs deliveries with, read from <see cref="FalOptions.JwksUrl"/> when they are first needed and kept for
/// at most 24 hours. However many deliveries ask, the set is read at most once a minute. Thread-safe.
/// </summary>
public sealed class FalWebhookKeys : IDisposable
{
    private const int MaxBytes = 65_536;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly FalHttp _http;
    private readonly FalOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile KeysAt? _keys;
    private DateTimeOffset? _triedAt;

    /// <summary>Sends nothing yet.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="http">Sender over a handler of <see cref="FalHandler.Create"/>. Owned by the caller.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Log; null for none.</param>
    public FalWebhookKeys(FalOptions options, HttpMessageInvoker http, TimeProvider time, ILogger<FalWebhookKeys>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _http = new FalHttp(http, options with { AnswerMaxBytes = MaxBytes }, time);
        _time = time;
        _logger = logger ?? NullLogger<FalWebhookKeys>.Instance;
    }

    /// <summary>The keys; empty when they cannot be read now and none are younger than 24 hours.</summary>
    public async ValueTask<ImmutableArray<ImmutableArray<byte>>> GetAsync(CancellationToken cancellationToken) =>
        Fresh()?.Keys ?? await ReadAsync(_keys, cancellationToken) ?? [];

    /// <summary>
    /// Reads the set again because none of <paramref name="known"/> verified a delivery: the keys may have been rotated. The same keys
    /// come back when the set was read within the last minute.
    /// </summary>
    public async ValueTask<ImmutableArray<ImmutableArray<byte>>> RefreshAsync(ImmutableArray<ImmutableArray<byte>> known, CancellationToken cancellationToken)
    {
        var present = _keys;
        return present is not null && present.Keys != known ? present.Keys : await ReadAsync(present, cancellationToken) ?? known;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // The set is for every delivery: one whose sender hangs up meanwhile must not end the read, or nobody has keys for a minute.
    private async Task<ImmutableArray<ImmutableArray<byte>>?> ReadAsync(KeysAt? seen, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = _time.GetUtcNow();
            if (_keys != seen || (_triedAt is { } tried && now - tried < Pause && now >= tried))
            {
                return Fresh()?.Keys;
            }

            _triedAt = now;
            using var request = new HttpRequestMessage(HttpMethod.Get, _options.JwksUrl);
            var reply = await _http.SendWithoutKeyAsync(request, TimeSpan.FromSeconds(_options.ReadTimeoutSeconds), CancellationToken.None);
            var keys = reply is FalReply.Answered { Answer: { IsSuccess: true } answer } ? FalKeySet.Read(answer.Body) : [];
            if (keys.IsEmpty)
            {
                FalLog.KeySetUnreadable(_logger, Reason(reply));
                return Fresh()?.Keys;
            }

            _keys = new KeysAt(keys, now);
            return keys;
        }
        finally
        {
            _turn.Release();
        }
    }

    private KeysAt? Fresh() => _keys is { } keys && _time.GetUtcNow() - keys.At is var age && age < Kept && age >= TimeSpan.Zero ? keys : null;

    private static string Reason(FalReply reply) => reply switch
    {
        FalReply.Answered { Answer: var answer } => answer.IsSuccess ? "it holds no usable key." : $"it answered {answer.Status}.",
        FalReply.Lost lost => lost.Message,
        FalReply.NotSent notSent => notSent.Message,
        _ => "no answer.",
    };

    private sealed record KeysAt(ImmutableArray<ImmutableArray<byte>> Keys, DateTimeOffset At);
}
