using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Synthesis;

/// <summary>One call of a verb that takes a storyboard.</summary>
/// <param name="Json">The request as it came, UTF-8.</param>
public sealed record SynthesisCall(ReadOnlyMemory<byte> Json)
{
    /// <summary>
    /// Folder that relative <c>image_url</c> paths start from, where the caller works on this machine; null refuses local files
    /// altogether (callers from the network).
    /// </summary>
    public string? LocalFolder { get; init; }

    /// <summary>Who calls, as <see cref="Access.Caller.Id"/> says it; null for somebody on this machine.</summary>
    public string? Caller { get; init; }

    /// <summary>Which requests the caller may know of; null for all.</summary>
    internal Func<Jobs.RequestRecord, bool>? Sees { get; init; }

    /// <summary>Longest wait of this call, in place of the request's own <c>wait_seconds</c>; null leaves that.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>Which part of a longer storyboard the request is, in words for the record; null where it is all of one.</summary>
    public string? Part { get; init; }

    /// <summary>
    /// Price of what is ordered after this request if it is admitted, in US dollars: the caps must have room for that too. 0 for nothing.
    /// </summary>
    public decimal ToComeUsd { get; init; }

    /// <summary>
    /// What of <see cref="ToComeUsd"/> each provider gets, in US dollars, by the provider's name: it weighs on that provider's own caps alone. Empty
    /// where that is not known: then all of it weighs on the caps of whichever provider renders this request.
    /// </summary>
    public ImmutableDictionary<string, decimal> ToComeByProviderUsd { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>True has a plan read and check its stills as an order does, and refuses what an order would be refused for.</summary>
    public bool ChecksStills { get; init; }

    /// <summary>Ids of the rules of the lint that this call switches off, beside those of the settings; empty.</summary>
    public ImmutableArray<string> LintOff { get; init; } = [];

    /// <summary>Longest wait of a request without <c>wait_seconds</c>, 0 to 90 s; 90 s.</summary>
    public TimeSpan DefaultWait { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>W3C traceparent of the caller; null where none was given.</summary>
    public string? TraceParent { get; init; }

    /// <summary>W3C tracestate of the caller, which counts only with its traceparent; null where none was given.</summary>
    public string? TraceState { get; init; }

    /// <summary>What is ordered after it.</summary>
    internal ToCome ToCome => new(ToComeUsd, ToComeByProviderUsd);

    /// <summary>How long this call waits for a storyboard.</summary>
    internal TimeSpan WaitFor(Storyboard storyboard) => Wait ?? storyboard.Wait ?? DefaultWait;
}
