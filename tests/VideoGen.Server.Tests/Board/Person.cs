using System.Net;
using System.Text.RegularExpressions;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Board;

/// <summary>A person with a browser without a script: keeps cookies, fills in the forms that pages show.</summary>
internal sealed partial class Person : IDisposable
{
    private readonly Uri _address;
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient _http;

    public Person(Site site)
        : this(site.Address)
    {
    }

    public Person(Uri address)
    {
        _address = address;
        _http = new HttpClient(_handler);
    }

    public CookieContainer Cookies => _handler.CookieContainer;

    /// <summary>The page that was answered last.</summary>
    public string Page { get; private set; } = "";

    public async Task<HttpResponseMessage> GoAsync(string path) => await KeepAsync(await _http.GetAsync(new Uri(_address, path)));

    /// <summary>Sends the form of the last page that goes to an address, with some fields filled in.</summary>
    public Task<HttpResponseMessage> SendAsync(string action, params (string Name, string Value)[] fields) => PostAsync(action, Fill(action, fields));

    /// <summary>What the form of the last page that goes to an address would send, with some fields filled in.</summary>
    public Dictionary<string, string> Fill(string action, params (string Name, string Value)[] fields)
    {
        string form = Forms().Matches(Page).Select(m => m.Value).First(f => f.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        var values = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value), StringComparer.Ordinal);
        foreach ((string name, string value) in fields)
        {
            values[name] = value;
        }

        return values;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, IReadOnlyDictionary<string, string> values)
    {
        using var content = new FormUrlEncodedContent(values);
        return await KeepAsync(await _http.PostAsync(new Uri(_address, path), content));
    }

    /// <summary>Signs in, starting at a page.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string token, string at = "")
    {
        using (await GoAsync(at))
        {
            return await SendAsync("/board/sign-in", ("token", token));
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<HttpResponseMessage> KeepAsync(HttpResponseMessage answer)
    {
        Page = await answer.Content.ReadAsStringAsync();
        return answer;
    }

    [GeneratedRegex("<form method=\"post\".*?</form>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\">", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hidden();
}
