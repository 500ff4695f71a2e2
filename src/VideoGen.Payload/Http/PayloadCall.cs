namespace VideoGen.Payload.Http;

/// <summary>One call of the REST API.</summary>
/// <param name="Method">Method.</param>
/// <param name="Address">Address below the REST prefix, with its query.</param>
/// <param name="What">The call in words, for errors.</param>
internal sealed record PayloadCall(HttpMethod Method, string Address, string What)
{
    /// <summary>Makes the body, anew for each try; null for none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>True when sending it twice does what sending it once does: everything but a create.</summary>
    public bool MayRepeat => Method != HttpMethod.Post;

    /// <summary>True for a file, which takes longer.</summary>
    public bool IsUpload { get; init; }
}
