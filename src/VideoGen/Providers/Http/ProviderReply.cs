namespace VideoGen.Providers.Http;

/// <summary>What became of one request on the wire.</summary>
/// <typeparam name="TAnswer">An answer of the provider.</typeparam>
internal abstract record ProviderReply<TAnswer>
{
    private ProviderReply() { }

    /// <summary>An answer arrived, whole.</summary>
    public sealed record Answered(TAnswer Answer) : ProviderReply<TAnswer>;

    /// <summary>The request provably never reached anybody who could act on it.</summary>
    public sealed record NotSent(string Message) : ProviderReply<TAnswer>;

    /// <summary>The request, or a part of it, may have arrived; no (whole) answer did.</summary>
    public sealed record Lost(string Message) : ProviderReply<TAnswer>
    {
        /// <summary>True when an answer came and was larger than what is read.</summary>
        public bool IsTooLarge { get; init; }
    }
}
