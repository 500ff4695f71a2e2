using VideoGen.Fal.Credentials;
using VideoGen.Providers.Http;

namespace VideoGen.Fal.Http;

/// <summary>Repeats what may be repeated at fal: reads, and the wish to cancel. A submit never comes through here.</summary>
internal sealed class FalReads(FalHttp http, FalOptions options, TimeProvider time)
{
    private readonly ReadAttempts<FalAnswer> _attempts = new(options.ReadAttempts, time);

    /// <summary>The first usable answer, or what the last try came to.</summary>
    /// <param name="method">GET, or PUT for a cancel.</param>
    /// <param name="address">Where.</param>
    /// <param name="key">The key.</param>
    /// <param name="isDoubtful">An answer that is believed only when every try gives it; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<FalReply> SendAsync(HttpMethod method, Uri address, FalKey key, Func<FalAnswer, bool>? isDoubtful, CancellationToken cancellationToken) =>
        _attempts.RunAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(method, address);
                return await http.SendAsync(request, key, TimeSpan.FromSeconds(options.ReadTimeoutSeconds), cancellationToken);
            },
            answer => answer.Status is 408 or 429 || isDoubtful?.Invoke(answer) == true || (answer.Status >= 500 && !answer.IsFromFal),
            answer => answer.RetryAfter,
            cancellationToken);
}
