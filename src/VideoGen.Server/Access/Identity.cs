using VideoGen.Access;

namespace VideoGen.Server.Access;

/// <summary>Who sent a request, as far as that can be known.</summary>
internal abstract record Identity
{
    private Identity() { }

    /// <summary>It is known.</summary>
    /// <param name="Caller">The caller.</param>
    public sealed record Known(Caller Caller) : Identity
    {
        /// <summary>When what came with the request ends by itself; null where it does not.</summary>
        public DateTimeOffset? Until { get; init; }

        /// <summary>True while the same would still let the same caller in.</summary>
        public Func<ValueTask<bool>> Holds { get; init; } = () => ValueTask.FromResult(true);
    }

    /// <summary>No token came with it, and one is needed.</summary>
    public sealed record Missing : Identity;

    /// <summary>What came with it opens nothing.</summary>
    /// <param name="Reason">Why, for the log: a word, never a part of the token.</param>
    public sealed record Wrong(string Reason) : Identity;

    /// <summary>Too much that opened nothing came from its address.</summary>
    public sealed record Guessing(TimeSpan Wait) : Identity;

    /// <summary>The issuer's keys cannot be had now.</summary>
    public sealed record Unavailable : Identity;
}
