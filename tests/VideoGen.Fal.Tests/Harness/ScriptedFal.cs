using System.Net;
using System.Text;

namespace VideoGen.Fal.Tests.Harness;

/// <summary>Plays fal by script: every request is kept, every answer comes from the list, in order.</summary>
internal sealed class ScriptedFal : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new();

    public List<SeenRequest> Seen { get; } = [];

    public ScriptedFal Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers) => Answer((int)status, body, headers);

    public ScriptedFal Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        });
        return this;
    }

    /// <summary>Does something, such as to end the caller's wait, before the next answer.</summary>
    public ScriptedFal Meanwhile(Action action)
    {
        Func<HttpRequestMessage, HttpResponseMessage> answer = _answers.Dequeue();
        _answers.Enqueue(request =>
        {
            action();
            return answer(request);
        });
        return this;
    }

    public ScriptedFal Throw(Exception exception)
    {
        _answers.Enqueue(_ => throw exception);
        return this;
    }

    /// <summary>Fails before a byte of the body is taken, as a connection that is never made.</summary>
    public ScriptedFal NeverConnect(HttpRequestError error)
    {
        _answers.Enqueue(_ => throw new NeverConnected(error));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = _answers.Count > 0 ? _answers.Dequeue() : _ => throw new InvalidOperationException($"No answer left for {request.Method} {request.RequestUri}");
        try
        {
            var response = answer(request);
            await KeepAsync(request, readBody: true, cancellationToken);
            return response;
        }
        catch (NeverConnected e)
        {
            await KeepAsync(request, readBody: false, cancellationToken);
            throw new HttpRequestException(e.Error, "no connection");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            await KeepAsync(request, readBody: true, cancellationToken);
            throw;
        }
    }

    private async Task KeepAsync(HttpRequestMessage request, bool readBody, CancellationToken cancellationToken) => Seen.Add(new SeenRequest(
        request.Method, request.RequestUri!,
        request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
        readBody && request.Content is not null ? await request.Content.ReadAsByteArrayAsync(cancellationToken) : [],
        request.Content?.Headers.ContentType?.ToString()));

    private sealed class NeverConnected(HttpRequestError error) : Exception
    {
        public HttpRequestError Error => error;
    }
}
