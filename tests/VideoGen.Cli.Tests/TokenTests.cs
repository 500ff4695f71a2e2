using System.Text.Json.Nodes;
using VideoGen.Access;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;

namespace VideoGen.Cli.Tests;

public sealed class TokenTests : IDisposable
{
    private readonly CliRun _run = new();

    public TokenTests() => _run.Environment = _run.Environment.Add("VIDEOGEN_HOME", Home);

    private string Home => _run.PathOf("home");

    private TokenFile Kept => new(Home, TimeProvider.System);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_new_token_is_printed_once_and_only_its_hash_is_kept()
    {
        (await _run.RunAsync("token", "add", "ci", "--scopes", "spend,read")).ShouldBe(0);

        string token = _run.Output.Trim();
        token.ShouldMatch("^vgt_[A-Za-z0-9_-]{43}$");
        AccessToken kept = Kept.Read().ShouldHaveSingleItem();
        kept.Caller.ShouldBe(new Caller("token:ci", Scopes.Read | Scopes.Spend));
        kept.Sha256.ShouldBe(Convert.ToHexStringLower(AccessToken.HashOf(token)));
        string file = await File.ReadAllTextAsync(Kept.Path);
        file.ShouldNotContain(token);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Kept.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Tokens_are_listed_without_their_hashes_and_revoked_by_name()
    {
        await _run.RunAsync("token", "add", "ci", "--scopes", "read");
        await _run.RunAsync("token", "add", "ops", "--scopes", "operate");
        string hash = Kept.Read()[0].Sha256;

        (await _run.RunAsync("token", "list")).ShouldBe(0);
        _run.Output.ShouldContain("operate");
        _run.Output.ShouldNotContain(hash);
        (await _run.RunAsync("token", "revoke", "ci")).ShouldBe(0);
        Kept.Read().ShouldHaveSingleItem().Name.ShouldBe("ops");
        (await _run.RunAsync("token", "revoke", "ci")).ShouldBe(2);
        _run.Error.ShouldContain("token_unknown");
    }

    [Theory]
    [InlineData("token_name_invalid", "a b", "read")]
    [InlineData("token_name_invalid", "", "read")]
    [InlineData("scope_unknown", "ci", "read,write")]
    [InlineData("scopes_missing", "ci", ",")]
    public async Task What_is_no_token_is_refused_with_the_way_out(string code, string name, string scopes)
    {
        (await _run.RunAsync("token", "add", name, "--scopes", scopes, "--json")).ShouldBe(2);

        JsonNode.Parse(_run.Output)!["problems"]![0]!["code"]!.GetValue<string>().ShouldBe(code);
        File.Exists(Kept.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_can_be_used_once()
    {
        await _run.RunAsync("token", "add", "ci", "--scopes", "read");
        (await _run.RunAsync("token", "add", "ci", "--scopes", "operate")).ShouldBe(2);

        Kept.Read().ShouldHaveSingleItem().Scopes.ShouldBe("read");
    }

    [Fact]
    public async Task Tokens_made_at_the_same_time_are_all_kept_or_refused()
    {
        Directory.CreateDirectory(Home);
        bool[] made = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
        {
            try
            {
                return Kept.Add($"t{i}", Scopes.Read, out _) is null;
            }
            catch (TokenFileException busy) when (busy.Problem.Code == "tokens_unreadable")
            {
                return false;
            }
        })));

        Kept.Read().Length.ShouldBe(made.Count(m => m));
        made.ShouldContain(true);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"tokens\":[null]}")]
    [InlineData("{\"tokens\":[{\"name\":\"a\",\"sha256\":\"\",\"scopes\":\"read\",\"created_at\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"tokens\":[{\"name\":\"a\",\"sha256\":\"ab\",\"scopes\":\"everything\",\"created_at\":\"2026-01-01T00:00:00Z\"}]}")]
    public async Task A_damaged_file_opens_nothing_and_is_not_overwritten(string text)
    {
        Write(text);

        (await _run.RunAsync("token", "add", "ci", "--scopes", "read")).ShouldBe(5);

        _run.Error.ShouldContain("tokens_unreadable");
        (await File.ReadAllTextAsync(Kept.Path)).ShouldBe(text);
    }

    [Fact]
    public void A_file_that_others_can_read_opens_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // rights are kept otherwise there
        }

        Write("{\"tokens\":[]}");
        File.SetUnixFileMode(Kept.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        Should.Throw<TokenFileException>(() => Kept.Read()).Problem.Code.ShouldBe("tokens_exposed");
    }

    [Theory]
    [InlineData("127.0.0.1", null, false, false)]
    [InlineData("::1", null, false, false)]
    [InlineData("*", null, false, true)]
    [InlineData("10.0.0.5", null, false, true)]
    [InlineData("127.0.0.1", "video.example.com", false, true)]
    [InlineData("127.0.0.1", null, true, true)]
    public void A_server_that_others_can_reach_starts_only_with_a_token_or_an_issuer(string address, string? hosts, bool required, bool needed)
    {
        var settings = new Settings
        {
            Home = Home,
            Server = new ServerSettings { Address = address, AllowedHosts = hosts },
            Access = new AccessSettings { RequireToken = required },
        };

        AccessRule.NeedsToken(settings).ShouldBe(needed);
        AccessRule.Check(settings, Kept).Select(p => p.Code).ShouldBe(needed ? ["access_open"] : Array.Empty<string>());
        AccessRule.Check(settings with { Access = settings.Access with { Issuer = "https://id.example.com", Audience = "a" } }, Kept).ShouldBeEmpty();
        Kept.Add("ci", Scopes.Read, out _);
        AccessRule.Check(settings, Kept).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("VIDEOGEN_SERVER_ADDRESS", "localhost")]
    [InlineData("VIDEOGEN_SERVER_ALLOWED_HOSTS", "https://video.example.com")]
    [InlineData("VIDEOGEN_SERVER_ALLOWED_HOSTS", "video.example.com:443")]
    [InlineData("VIDEOGEN_SERVER_MAX_REQUEST_BYTES_IN_MEMORY", "2048")]
    [InlineData("VIDEOGEN_ACCESS_ISSUER", "https://id.example.com")]
    [InlineData("VIDEOGEN_ACCESS_ISSUER", "http://id.example.com", "VIDEOGEN_ACCESS_AUDIENCE", "a")]
    [InlineData("VIDEOGEN_ACCESS_KEY_SET", "keys.json")]
    public async Task Settings_that_cannot_be_meant_are_refused_with_the_way_out(params string[] variables)
    {
        foreach (string[] pair in variables.Chunk(2))
        {
            _run.Environment = _run.Environment.Add(pair[0], pair[1]);
        }

        (await _run.RunAsync("token", "list")).ShouldBe(2);

        _run.Error.ShouldContain("setting_invalid");
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(Home);
        File.WriteAllText(Kept.Path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Kept.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
