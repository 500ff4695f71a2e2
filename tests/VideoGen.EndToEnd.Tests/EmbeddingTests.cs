using System.IO.Compression;
using System.Xml.Linq;

namespace VideoGen.EndToEnd.Tests;

/// <summary>The agent inside another program, built from the packages as a stranger gets them.</summary>
public sealed class EmbeddingTests : IDisposable
{
    private static readonly string[] Libraries = ["VideoGen", "VideoGen.Animatic", "VideoGen.Fal", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway"];

    private readonly Videogen _videogen = new();

    public void Dispose() => _videogen.Dispose();

    [Fact]
    public async Task A_program_with_the_packages_renders_the_sample()
    {
        string version = $"0.1.0-{Path.GetFileName(Path.GetDirectoryName(_videogen.Home))}", packages = Path.Combine(_videogen.Out, "packages"), program = Path.Combine(_videogen.Out, "program");
        foreach (string library in Libraries)
        {
            await DoneAsync("dotnet", "pack", Path.Combine("src", library), "-c", "Release", "--no-build", "-o", packages, $"-p:Version={version}");
            Inspect(Path.Combine(packages, $"{library}.{version}.nupkg"));
        }

        Directory.CreateDirectory(program);
        string sample = Path.Combine(Videogen.Repository, "samples", "embedding");
        File.Copy(Path.Combine(sample, "Program.cs"), Path.Combine(program, "Program.cs"));
        XDocument central = XDocument.Load(Path.Combine(Videogen.Repository, "Directory.Packages.props"));
        XDocument project = XDocument.Load(Path.Combine(sample, "VideoGen.Embedding.csproj"));
        project.Root!.Element("PropertyGroup")!.Add(new XElement("TargetFramework", "net10.0"), new XElement("ImplicitUsings", "enable"), new XElement("Nullable", "enable"));
        foreach (XElement reference in project.Descendants("PackageReference"))
        {
            reference.SetAttributeValue("Version", central.Descendants("PackageVersion").Single(p => (string?)p.Attribute("Include") == (string?)reference.Attribute("Include")).Attribute("Version")!.Value);
        }

        foreach (XElement reference in project.Descendants("ProjectReference").ToArray())
        {
            string library = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value);
            reference.ReplaceWith(new XElement("PackageReference", new XAttribute("Include", library), new XAttribute("Version", version)));
        }

        project.Save(Path.Combine(program, "embedding.csproj"));

        await DoneAsync("dotnet", "build", program, "-c", "Release", "-o", Path.Combine(program, "out"), "-p:UseArtifactsOutput=false", $"-p:RestoreAdditionalProjectSources={packages}", $"-p:RestorePackagesPath={Path.Combine(program, "restored")}", $"-p:RestoreFallbackFolders={GlobalPackages}");
        (int code, string output, string error) = await _videogen.RunOtherAsync(Path.Combine(program, "out", "embedding"), _videogen.Out, Videogen.Sample("lighthouse"), _videogen.Home);

        code.ShouldBe(0, output + error);
        string[] clips = [.. output.Split('\n').Where(l => l.StartsWith("SEGMENT_", StringComparison.Ordinal)).Select(l => new Uri(l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()).LocalPath)];
        clips.Length.ShouldBe(3, output);
        foreach (string clip in clips)
        {
            (int probed, string said, string why) = await _videogen.RunOtherAsync("ffprobe", _videogen.Out, "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", clip);
            (probed, said.Trim()).ShouldBe((0, "h264"), why);
        }
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
