using System.Net.Http.Headers;

namespace VideoGen.Server.Tests.Rig;

/// <summary>An open stream of a site that is read in the background.</summary>
internal sealed class EventLines : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly HttpResponseMessage _answer;
    private readonly Task<string> _all;

    private EventLines(HttpResponseMessage answer, Task<string> all) => (_answer, _all) = (answer, all);

    /// <summary>True once the server has ended it.</summary>
    public bool HaveEnded => _all.IsCompleted;

    /// <summary>Opens one; when this returns, the server has begun to answer.</summary>
    public static Task<EventLines> OpenAsync(Site site, string path, string token) => OpenAsync(site, path, headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", token));

    /// <summary>Opens one as somebody who is known by some headers.</summary>
    public static async Task<EventLines> OpenAsync(Site site, string path, Action<HttpRequestHeaders> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, path));
        headers(request.Headers);
        HttpResponseMessage answer = await site.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new EventLines(answer, answer.Content.ReadAsStringAsync());
    }

    /// <summary>Everything that came, once the server has ended it in good order.</summary>
    public Task<string> UntilEndAsync() => _all.WaitAsync(Patience, TimeProvider.System);

    public void Dispose() => _answer.Dispose();
}
