namespace VideoGen.Testing;

/// <summary>Answers HTTP as a test says, and remembers what was asked.</summary>
public sealed class ScriptedHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    /// <summary>Answers at once.</summary>
    public ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((question, _) => Task.FromResult(answer(question)))
    {
    }

    /// <summary>What was asked, in order: method, address, headers.</summary>
    public List<(HttpMethod Method, Uri Address, string Headers)> Asked { get; } = [];

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Asked.Add((request.Method, request.RequestUri!, request.Headers.ToString()));
        return answer(request, cancellationToken);
    }
}
