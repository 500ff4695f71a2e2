namespace VideoGen.Payload.Tests.Records;

/// <summary>The way to a CMS, on which a test can lose requests and answers. Thread-safe.</summary>
internal sealed class FaultyNetwork() : DelegatingHandler(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4) })
{
    /// <summary>Asked about every request; what it throws happens instead of sending it.</summary>
    public Action<HttpRequestMessage> Before { get; set; } = _ => { };

    /// <summary>Shown every request that was answered; what it throws or gives takes the place of the answer.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage, HttpResponseMessage> After { get; set; } = (_, answer) => answer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Before(request);
        return After(request, await base.SendAsync(request, cancellationToken));
    }
}
