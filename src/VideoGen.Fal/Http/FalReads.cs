using VideoGen.Fal.Credentials;

namespace VideoGen.Fal.Http;

/// <summary>
/// Repeats what may be repeated: reads, and the wish to cancel. A few tries with growing pauses on the injected clock, a pause that fal
/// asks for is kept up to a limit. A submit never comes through here.
/// </summary>
internal sealed class FalReads(FalHttp http, FalOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The first usable answer, or what the last try came to.</summary>
    /// <param name="method">GET, or PUT for a cancel.</param>
    /// <param name="address">Where.</param>
    /// <param name="key">The key.</param>
    /// <param name="isDoubtful">An answer that is believed only when every try gives it; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FalReply> SendAsync(HttpMethod method, Uri address, FalKey key, Func<FalAnswer, bool>? isDoubtful, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromMilliseconds(500);
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, address);
            var reply = await http.SendAsync(request, key, TimeSpan.FromSeconds(options.ReadTimeoutSeconds), cancellationToken);
            if (attempt >= options.ReadAttempts || !IsTransient(reply, isDoubtful))
            {
                return reply;
            }

            var asked = (reply as FalReply.Answered)?.Answer.RetryAfter ?? pause;
            await Task.Delay(Clamp(asked), time, cancellationToken);
            pause *= 2;
        }
    }

    /// <summary>True for answers that say nothing about the job: overload, and gateways in between.</summary>
    private static bool IsTransient(FalReply reply, Func<FalAnswer, bool>? isDoubtful) => reply switch
    {
        FalReply.Answered { Answer: var answer } =>
            answer.Status is 408 or 429 || isDoubtful?.Invoke(answer) == true || (answer.Status >= 500 && !answer.IsFromFal),
        _ => true,
    };

    private static TimeSpan Clamp(TimeSpan pause) =>
        pause < TimeSpan.Zero ? TimeSpan.Zero : pause > LongestPause ? LongestPause : pause;
}
