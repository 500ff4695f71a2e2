namespace VideoGen.Providers.Http;

/// <summary>
/// Repeats what may be repeated: reads. A few tries with growing pauses on the injected clock; a pause that the provider asks for is kept, and one that
/// is longer than anybody would wait ends the tries. What costs or destroys never comes through here. Thread-safe.
/// </summary>
/// <typeparam name="TAnswer">An answer of the provider.</typeparam>
/// <param name="most">Most tries.</param>
/// <param name="time">Clock of the pauses.</param>
/// <param name="least">Shortest pause that the provider wants between two reads; pauses grow from it, or from half a second.</param>
internal sealed class ReadAttempts<TAnswer>(int most, TimeProvider time, TimeSpan least = default)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>The first usable answer, or what the last try came to.</summary>
    /// <param name="send">Sends it once.</param>
    /// <param name="isTransient">True for an answer that says nothing about what was asked: overload, and gateways in between.</param>
    /// <param name="retryAfter">The pause that an answer asks for; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ProviderReply<TAnswer>> RunAsync(
        Func<Task<ProviderReply<TAnswer>>> send, Func<TAnswer, bool> isTransient, Func<TAnswer, TimeSpan?> retryAfter, CancellationToken cancellationToken)
    {
        TimeSpan pause = least > TimeSpan.Zero ? least : TimeSpan.FromMilliseconds(500);
        for (var attempt = 1; ; attempt++)
        {
            ProviderReply<TAnswer> reply = await send();
            var answered = reply as ProviderReply<TAnswer>.Answered;
            if (attempt >= most || reply is ProviderReply<TAnswer>.Lost { IsTooLarge: true } || (answered is not null && !isTransient(answered.Answer)))
            {
                return reply;
            }

            TimeSpan wait = (answered is null ? null : retryAfter(answered.Answer)) ?? pause;
            if (wait > LongestPause)
            {
                return reply; // whoever wants to know comes back later
            }

            await Task.Delay(wait < least ? least : wait, time, cancellationToken);
            pause *= 2;
        }
    }
}
