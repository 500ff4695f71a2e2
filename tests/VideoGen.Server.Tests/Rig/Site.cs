using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VideoGen.Access;
using VideoGen.Files;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Rig;

/// <summary>
/// The real server on loopback, with nothing behind it that costs or takes long. Disposing it holds what it logged against the promise that
/// no token is ever in there.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly List<string> _secrets = [];

    private Site(VideoGenServer server, Settings settings, CapturedLog log, ManualTime clock)
    {
        (Server, Settings, Log, Clock) = (server, settings, log, clock);
        Tokens = new TokenFile(settings.Home, TimeProvider.System);
    }

    public VideoGenServer Server { get; }

    public Settings Settings { get; }

    public CapturedLog Log { get; }

    /// <summary>The server's clock; a socket's own deadlines follow the machine's.</summary>
    public ManualTime Clock { get; }

    public TokenFile Tokens { get; }

    public HttpClient Http { get; } = new();

    public Uri Address => new($"http://127.0.0.1:{new Uri(Server.Addresses.First()).Port}/");

    /// <summary>Starts a server with a free port on loopback, changed as a test likes.</summary>
    public static async Task<Site> StartAsync(Func<Settings, Settings>? change = null)
    {
        var settings = new Settings
        {
            Home = Directory.CreateTempSubdirectory("site-").FullName,
            Provider = "animatic",
            Server = new ServerSettings { Port = 0 },
        };
        settings = change?.Invoke(settings) ?? settings;
        var log = new CapturedLog();
        var clock = new ManualTime();
        var server = new VideoGenServer(settings, clock, _ => null, logging => logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        await server.StartAsync();
        return new Site(server, settings, log, clock);
    }

    /// <summary>A site where everybody needs a token.</summary>
    public static Task<Site> StartClosedAsync(Func<Settings, Settings>? change = null) =>
        StartAsync(s => (change?.Invoke(s) ?? s) with { Access = (change?.Invoke(s) ?? s).Access with { RequireToken = true } });

    /// <summary>Makes a token, which must then never be seen in the log.</summary>
    public string Token(string name, Scopes scopes = Scopes.Read | Scopes.Spend)
    {
        Tokens.Add(name, scopes, out string token).ShouldBeNull();
        return Secret(token);
    }

    /// <summary>Notes a text that must never be seen in the log.</summary>
    public string Secret(string text)
    {
        _secrets.Add(text);
        return text;
    }

    /// <summary>The body of an answer without the id of its trace, of which every call has one of its own.</summary>
    public static async Task<string> BodyWithoutTraceAsync(HttpResponseMessage answer)
    {
        JsonNode body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        ((string?)(body as JsonObject)?["trace_id"]).ShouldNotBeNull().Length.ShouldBe(32);
        body.AsObject().Remove("trace_id");
        return body.ToJsonString();
    }

    /// <summary>Calls an address.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, string? body = null, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        headers?.Invoke(request.Headers);
        return await Http.SendAsync(request);
    }

    /// <summary>The status of an address.</summary>
    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string? token = null, string? body = null, Action<HttpRequestHeaders>? headers = null)
    {
        using HttpResponseMessage answer = await SendAsync(method, path, token, body, headers);
        return answer.StatusCode;
    }

    /// <summary>The code of the first problem of an answer, which must be a problem document.</summary>
    public static async Task<string> CodeAsync(HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        document["status"]!.GetValue<int>().ShouldBe((int)answer.StatusCode);
        string code = document["problems"]![0]!["code"]!.GetValue<string>();
        document["type"]!.GetValue<string>().ShouldBe($"urn:videogen:problem:{code}");
        document["problems"]![0]!["remedy"]!.GetValue<string>().ShouldNotBeEmpty();
        return code;
    }

    /// <summary>Puts a finished request of somebody into the ledger. Answers its id.</summary>
    public async Task<string> KeepAsync(string name, string? caller)
    {
        NewRequest request = Samples.Request(name, segments: 0);
        await Server.Agent.Ledger.CreateAsync(request with { Request = request.Request with { Caller = caller } }, CancellationToken.None);
        return request.Request.Id;
    }

    /// <summary>Puts a request of somebody into the ledger whose one clip is in the media folder. Answers the path of the clip there.</summary>
    public async Task<string> KeepClipAsync(string? caller)
    {
        NewRequest given = Samples.Request(segments: 1);
        ILedger ledger = Server.Agent.Ledger;
        await ledger.CreateAsync(given with { Request = given.Request with { Caller = caller } }, CancellationToken.None);
        string path = Samples.Clip().Path;
        string file = Path.Combine(Settings.Home, "media", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "clip");
        Job delivered = given.Jobs[0] with { Clip = Samples.Clip() with { Address = new Uri(file), Sha256 = FileHash.Of(file) } };
        (await ledger.CommitAsync(Samples.Step(delivered, JobState.Succeeded), CancellationToken.None)).ShouldBeTrue();
        return path;
    }

    /// <summary>Puts a request of somebody into the ledger that nobody works on for a day. Answers its id.</summary>
    public async Task<string> KeepPendingAsync(string name, string? caller)
    {
        NewRequest given = Samples.Request(name, segments: 1, Clock.GetUtcNow().AddDays(1));
        await Server.Agent.Ledger.CreateAsync(given with { Request = given.Request with { Caller = caller } }, CancellationToken.None);
        return given.Request.Id;
    }

    /// <summary>Puts a request of somebody into the ledger whose one job has ended without anybody knowing its bill. Answers the job.</summary>
    public async Task<Job> KeepUnsettledAsync(string name, string? caller)
    {
        NewRequest given = Samples.Request(name, segments: 1);
        await Server.Agent.Ledger.CreateAsync(given with { Request = given.Request with { Caller = caller } }, CancellationToken.None);
        JobCommit ended = Samples.Step(given.Jobs[0] with { Price = new() { UsdPerSecond = 0.1m }, Failure = new(FailureError.ProviderError, "Refused.", Billed.Unknown, "Look it up.") }, JobState.Failed);
        (await Server.Agent.Ledger.CommitAsync(ended, CancellationToken.None)).ShouldBeTrue();
        return ended.Next;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        foreach (string secret in _secrets.Where(s => s.Any(char.IsLetterOrDigit))) // a token of nothing but dots is in every line with dots
        {
            Log.Lines.All.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
        }

        Directory.Delete(Settings.Home, recursive: true);
    }
}
