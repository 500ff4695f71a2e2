using System.Text.Json;
using System.Text.RegularExpressions;
using VideoGen.Server.Tests.Mcp.Rig;

namespace VideoGen.EndToEnd.Tests;

/// <summary>What can be told of the images without Docker: a linter reads the files, and what they name is there.</summary>
public sealed partial class DockerfileTests : IDisposable
{
    private static readonly string Reader = Path.Combine(Videogen.Repository, "tests", "clients", "docker");

    private readonly Videogen _videogen = new();

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData("ops/cms.Dockerfile")]
    public async Task A_linter_has_nothing_to_say_and_nobody_runs_as_root(string file)
    {
        Image image = await ReadAsync(file);

        image.Problems.ShouldBeEmpty();
        image.Last.Last(i => i.Keyword == "USER").Arguments.ShouldNotBeOneOf("root", "0");
    }

    [Fact]
    public async Task The_image_is_built_from_what_a_release_is_built_from()
    {
        string[] copied = [.. Copy().Matches(Read("Dockerfile")).SelectMany(m => m.Groups["words"].Value.Split(' ')[..^1])];
        string[] released = Released().Match(Read("build/release.sh")).Groups["words"].Value.Split(' ');
        string[] ignored = Read("Dockerfile.dockerignore").Split('\n');

        copied.ShouldBe(released.Append("build"), ignoreOrder: true);
        copied.ShouldAllBe(path => Path.Exists(Path.Combine(Videogen.Repository, path)));
        copied.Where(path => !ignored.Contains($"!{path}")).ShouldBeEmpty();
        (await ReadAsync("Dockerfile")).Stages.Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_image_serves_and_says_whether_it_is_healthy()
    {
        Image image = await ReadAsync("Dockerfile");

        string[] command = JsonSerializer.Deserialize<string[]>(image.Last.Single(i => i.Keyword == "CMD").Arguments)!;
        command.ShouldBe(["videogen", "serve"]);
        image.Last.Single(i => i.Keyword == "HEALTHCHECK").Arguments.ShouldContain($":-{image.Last.Single(i => i.Keyword == "EXPOSE").Arguments}}}/health");
        string[] packages = image.Last.First(i => i.Keyword == "RUN").Arguments.Split(' ');
        packages.ShouldContain("ffmpeg");
        packages.ShouldContain("curl");
    }

    [Fact]
    public async Task The_check_of_health_tells_a_server_that_runs_from_one_that_does_not()
    {
        string check = (await ReadAsync("Dockerfile")).Last.Single(i => i.Keyword == "HEALTHCHECK").Arguments["CMD ".Length..];
        Directory.CreateDirectory(_videogen.Home);
        string port;
        await using (ServerProcess server = await ServerProcess.StartAsync(_videogen.Home))
        {
            port = $"VIDEOGEN_SERVER_PORT={server.Root.Port}";
            (await CheckAsync(port, check)).ShouldBe(0);
        }

        (await CheckAsync(port, check)).ShouldNotBe(0);
    }

    public void Dispose() => _videogen.Dispose();

    private async Task<int> CheckAsync(string port, string check) => (await _videogen.RunOtherAsync("env", Videogen.Repository, port, "sh", "-c", check)).Code;

    private async Task<Image> ReadAsync(string file)
    {
        if (!Directory.Exists(Path.Combine(Reader, "node_modules")))
        {
            (await _videogen.RunOtherAsync("npm", Reader, "ci")).Code.ShouldBe(0);
        }

        (int code, string output, string error) = await _videogen.RunOtherAsync("node", Reader, "read.mjs", Path.Combine(Videogen.Repository, file));
        code.ShouldBe(0, error);
        return JsonSerializer.Deserialize<Image>(output, JsonSerializerOptions.Web)!;
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Videogen.Repository, file));

    [GeneratedRegex(@"^COPY (?!--from)(?<words>[^\n]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Copy();

    [GeneratedRegex(@"git ls-files -z -- (?<words>[^|]+) \|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Released();

    private sealed record Instruction(string Keyword, string Arguments);

    private sealed record Stage(string Image, string? Name);

    private sealed record Image(string[] Problems, Stage[] Stages, Instruction[] Last);
}
