using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace VideoGen.EndToEnd.Tests;

/// <summary>The agent inside another program, built from the packages as a stranger gets them.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private static readonly string[] Libraries = ["VideoGen", "VideoGen.Animatic", "VideoGen.Fal", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway"];

    private const string Providers = ".AddFal().AddAnimatic()";

    // The same at the addresses of the simulators, where they are given.
    private const string AtSimulators = """
        .AddFal(fal =>
        {
            (fal.QueueUrl, fal.SyncUrl, fal.RestUrl, fal.PlatformUrl) = (At("FAL_QUEUE", fal.QueueUrl), At("FAL_SYNC", fal.SyncUrl), At("FAL_REST", fal.RestUrl), At("FAL_PLATFORM", fal.PlatformUrl));
            static Uri At(string name, Uri usual) => Environment.GetEnvironmentVariable($"VIDEOGEN_{name}_URL") is { } address ? new Uri(address) : usual;
        })
            .AddOpenRouter(Environment.GetEnvironmentVariable("VIDEOGEN_OPENROUTER_API_URL") is { } openRouter ? new VideoGen.OpenRouter.OpenRouterOptions { ApiUrl = new Uri(openRouter) } : null)
            .AddRunway(Environment.GetEnvironmentVariable("VIDEOGEN_RUNWAY_API_URL") is { } runway ? new VideoGen.Runway.RunwayOptions { ApiUrl = new Uri(runway) } : null)
            .AddAnimatic()
        """;

    private readonly Videogen _videogen = new();

    public void Dispose() => _videogen.Dispose();

    [Fact]
    public async Task A_program_with_the_packages_renders_the_sample_here_and_at_each_vendors_simulator()
    {
        string version = $"0.1.0-{Path.GetFileName(Path.GetDirectoryName(_videogen.Home))}", packages = Path.Combine(_videogen.Out, "packages"), program = Path.Combine(_videogen.Out, "program");
        await DoneAsync("dotnet", "pack", await FilterAsync(), "-c", "Release", "--no-build", "-o", packages, $"-p:Version={version}");
        Array.ForEach(Libraries, library => Inspect(Path.Combine(packages, $"{library}.{version}.nupkg")));

        Directory.CreateDirectory(program);
        string sample = Path.Combine(Videogen.Repository, "samples", "embedding");
        string source = await File.ReadAllTextAsync(Path.Combine(sample, "Program.cs"));
        source.ShouldContain(Providers);
        await File.WriteAllTextAsync(Path.Combine(program, "Program.cs"), source.Replace(Providers, AtSimulators, StringComparison.Ordinal));
        XDocument central = XDocument.Load(Path.Combine(Videogen.Repository, "Directory.Packages.props"));
        XDocument project = XDocument.Load(Path.Combine(sample, "VideoGen.Embedding.csproj"));
        project.Root!.Element("PropertyGroup")!.Add(new XElement("TargetFramework", "net10.0"), new XElement("ImplicitUsings", "enable"), new XElement("Nullable", "enable"));
        foreach (XElement reference in project.Descendants("PackageReference"))
        {
            reference.SetAttributeValue("Version", central.Descendants("PackageVersion").Single(p => (string?)p.Attribute("Include") == (string?)reference.Attribute("Include")).Attribute("Version")!.Value);
        }

        string[] libraries = [.. project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)), "VideoGen.OpenRouter", "VideoGen.Runway"];
        project.Descendants("ProjectReference").Remove();
        project.Root!.Add(new XElement("ItemGroup", libraries.Select(library => new XElement("PackageReference", new XAttribute("Include", library), new XAttribute("Version", version)))));

        project.Save(Path.Combine(program, "embedding.csproj"));

        await DoneAsync("dotnet", "build", program, "-c", "Release", "-o", Path.Combine(program, "out"), "-p:UseArtifactsOutput=false", $"-p:RestoreAdditionalProjectSources={packages}", $"-p:RestorePackagesPath={Path.Combine(program, "restored")}", $"-p:RestoreFallbackFolders={GlobalPackages}");
        string built = Path.Combine(program, "out", "embedding");
        foreach (string clip in await RenderedAsync(built, Videogen.Sample("lighthouse"), new Dictionary<string, string>()))
        {
            (int probed, string said, string why) = await _videogen.RunOtherAsync("ffprobe", _videogen.Out, "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", clip);
            (probed, said.Trim()).ShouldBe((0, "h264"), why);
        }

        await using VendorProcesses vendors = await VendorProcesses.StartAsync(_videogen);
        foreach (string provider in (string[])["fal-ai", "openrouter", "runway"])
        {
            (await RenderedAsync(built, await AtAsync(provider), vendors.Variables)).ShouldAllBe(clip => new FileInfo(clip).Length > 1000);
            (await vendors.JobsCreatedAsync(provider)).ShouldBe(3, provider);
        }
    }

    // The libraries as one part of the solution: starting the tools of the SDK takes longer than packing.
    private async Task<string> FilterAsync()
    {
        string file = Path.Combine(_videogen.Out, "libraries.slnf");
        Directory.CreateDirectory(_videogen.Out);
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["solution"] = new JsonObject
            {
                ["path"] = Path.Combine(Videogen.Repository, "VideoGen.slnx"),
                ["projects"] = new JsonArray([.. Libraries.Select(library => (JsonNode)$"src/{library}/{library}.csproj")]),
            },
        }.ToJsonString());
        return file;
    }

    // The sample, at one provider.
    private async Task<string> AtAsync(string provider)
    {
        string sample = Videogen.Sample("lighthouse"), folder = Path.Combine(_videogen.Out, provider);
        JsonNode request = JsonNode.Parse(await File.ReadAllTextAsync(sample))!;
        request["video_settings"] = new JsonObject { ["provider_override"] = provider };
        Directory.CreateDirectory(Path.Combine(folder, "frames"));
        foreach (string frame in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(sample)!, "frames")))
        {
            File.Copy(frame, Path.Combine(folder, "frames", Path.GetFileName(frame)));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "request.json"), request.ToJsonString());
        return Path.Combine(folder, "request.json");
    }

    private async Task<string[]> RenderedAsync(string program, string request, IReadOnlyDictionary<string, string> variables)
    {
        (int code, string output, string error) = await _videogen.RunOtherAsync(program, _videogen.Out, variables, request, _videogen.Home);
        code.ShouldBe(0, output + error);
        string[] clips = [.. output.Split('\n').Where(l => l.StartsWith("SEGMENT_", StringComparison.Ordinal)).Select(l => new Uri(l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()).LocalPath)];
        clips.Length.ShouldBe(3, output);
        return clips;
    }

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // What a reader of the package page and an editor want: documentation, a page, a picture.
    private static void Inspect(string package)
    {
        using ZipArchive content = ZipFile.OpenRead(package);
        content.Entries.ShouldContain(e => e.Name == "README.md", package);
        content.Entries.ShouldContain(e => e.Name == "icon.png", package);
        content.Entries.ShouldContain(e => e.FullName.StartsWith("lib/net10.0/", StringComparison.Ordinal) && e.Name.EndsWith(".xml", StringComparison.Ordinal) && e.Length > 1000, package);
    }

    private async Task DoneAsync(string program, params string[] arguments)
    {
        (int code, string output, string error) = await _videogen.RunOtherAsync(program, Videogen.Repository, arguments);
        code.ShouldBe(0, output + error);
    }
}
