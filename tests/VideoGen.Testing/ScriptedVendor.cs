using System.Net;
using System.Text;

namespace VideoGen.Testing;

/// <summary>A vendor that answers what a test says, by method and path; anything else is 404. Remembers what it was asked. Keeps no jobs: that is what simulators are for.</summary>
public sealed class ScriptedVendor : HttpMessageHandler
{
    /// <summary>What is answered: by method and path, such as <c>POST /v1/uploads</c>, the status and a JSON body.</summary>
    public Dictionary<string, (int Status, string Body)> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What was asked, in order.</summary>
    public List<ScriptedQuestion> Seen { get; } = [];

    /// <summary>Those of one method and path.</summary>
    public IEnumerable<ScriptedQuestion> SeenAt(string question) => Seen.Where(s => $"{s.Method} {s.Address.AbsolutePath}" == question);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string? version = request.Headers.TryGetValues("X-Runway-Version", out IEnumerable<string>? versions) ? versions.Single() : null;
        Seen.Add(new ScriptedQuestion(request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), version, body));
        (int status, string answer) = Answers.GetValueOrDefault($"{request.Method} {request.RequestUri!.AbsolutePath}", (404, "{}"));
        return new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
    }
}
