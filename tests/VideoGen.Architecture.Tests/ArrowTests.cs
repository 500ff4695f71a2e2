using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VideoGen.Architecture.Tests;

/// <summary>Arrows point one way: the command line and the host to the parts, the parts to the core, the core to nobody.</summary>
public sealed partial class ArrowTests
{
    private static readonly string[] PureFolders = ["Contract", "Planning", "Prompting", "Catalog"];

    [Theory]
    [InlineData("VideoGen")]
    [InlineData("VideoGen.Animatic", "VideoGen")]
    [InlineData("VideoGen.C2pa", "VideoGen")]
    [InlineData("VideoGen.Cluster", "VideoGen")]
    [InlineData("VideoGen.Fal", "VideoGen")]
    [InlineData("VideoGen.Import", "VideoGen")]
    [InlineData("VideoGen.Ledger", "VideoGen")]
    [InlineData("VideoGen.Ledger.Postgres", "VideoGen", "VideoGen.Ledger")]
    [InlineData("VideoGen.OpenRouter", "VideoGen")]
    [InlineData("VideoGen.Payload", "VideoGen")]
    [InlineData("VideoGen.Runway", "VideoGen")]
    [InlineData("VideoGen.Mcp", "VideoGen")]
    [InlineData("VideoGen.Host", "VideoGen", "VideoGen.Animatic", "VideoGen.C2pa", "VideoGen.Fal", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway")]
    [InlineData("videogen-fal-simulator", "VideoGen", "VideoGen.Animatic")]
    [InlineData("videogen-simulators", "VideoGen", "VideoGen.Animatic")]
    [InlineData("videogen-server", "VideoGen", "VideoGen.Animatic", "VideoGen.C2pa", "VideoGen.Cluster", "VideoGen.Fal", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway", "VideoGen.Host", "VideoGen.Mcp")]
    [InlineData("VideoGen.Cli", "VideoGen", "VideoGen.Animatic", "VideoGen.C2pa", "VideoGen.Fal", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway", "VideoGen.Host", "VideoGen.Import", "VideoGen.Mcp")]
    public void A_part_uses_only_what_its_arrows_allow(string part, params string[] allowed) =>
        References(part).Where(r => r.StartsWith("VideoGen", StringComparison.Ordinal)).Except(allowed).ShouldBeEmpty();

    [Theory]
    [InlineData("VideoGen", "Microsoft.AspNetCore", "Microsoft.Data", "SQLite", "ModelContextProtocol", "System.CommandLine", "Spectre", "Microsoft.Extensions.Configuration")]
    [InlineData("VideoGen.Cluster", "Microsoft.AspNetCore.H", "Microsoft.AspNetCore.R", "Microsoft.AspNetCore.S", "Microsoft.Data", "ModelContextProtocol", "SQLite")] // connections, without the web, are what Orleans' TLS works on
    [InlineData("VideoGen.Host", "Orleans", "Microsoft.Orleans")]
    [InlineData("VideoGen.Ledger", "Microsoft.AspNetCore", "ModelContextProtocol", "Npgsql")]
    [InlineData("VideoGen.Ledger.Postgres", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol", "SQLite")]
    [InlineData("VideoGen.Import", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol", "System.Net.Http")]
    [InlineData("VideoGen.C2pa", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol", "System.Net.Http")]
    [InlineData("VideoGen.Fal", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol")]
    [InlineData("VideoGen.Animatic", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol", "System.Net.Http")]
    [InlineData("VideoGen.OpenRouter", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol")]
    [InlineData("VideoGen.Runway", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol")]
    [InlineData("VideoGen.Payload", "Microsoft.AspNetCore", "Microsoft.Data", "ModelContextProtocol")]
    [InlineData("VideoGen.Mcp", "Microsoft.AspNetCore", "Microsoft.Data")]
    public void A_part_knows_no_technology_of_another(string part, params string[] foreign) =>
        References(part).Where(r => foreign.Any(f => r.StartsWith(f, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void What_plans_knows_nothing_of_what_moves()
    {
        string[] wrong = [.. PureFolders.SelectMany(folder => Source.Files($"VideoGen/{folder}"))
            .SelectMany(file => Moving().Matches(File.ReadAllText(file)).Select(m => $"{Source.Name(file)}: {m.Value}"))];

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void What_plans_touches_no_disk_no_network_and_no_clock()
    {
        string[] wrong = [.. PureFolders.SelectMany(folder => Source.Files($"VideoGen/{folder}"))
            .SelectMany(file => File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => Outside().Matches(line)).Select(m => $"{Source.Name(file)}: {m.Value}"))];

        wrong.ShouldBeEmpty();
    }

    /// <summary>Command line and stdio server are one trimmed file: what nodes need is not in their graph, of whatever depth.</summary>
    [Fact]
    public void The_command_line_never_carries_the_cluster()
    {
        Graph("VideoGen.Server").ShouldContain(p => p.StartsWith("Microsoft.Orleans.Server/", StringComparison.Ordinal));
        Graph("VideoGen.Cli").Where(p => p.Contains("Orleans", StringComparison.Ordinal) || p.StartsWith("VideoGen.Cluster/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // Packages and projects, each with its version.
    private static IEnumerable<string> Graph(string project) => JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "..", "artifacts", "obj", project, "project.assets.json")))!
        ["libraries"]!.AsObject().Select(library => library.Key);

    private static IEnumerable<string> References(string part) =>
        Assembly.Load(part).GetReferencedAssemblies().Select(a => a.Name!);

    [GeneratedRegex(@"\b(using VideoGen\.|VideoGen\.)(Jobs|Synthesis|Delivery|Frames|Records)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Moving();

    [GeneratedRegex(@"\b(File|Directory|FileInfo|DirectoryInfo|FileStream|HttpClient|Socket|TimeProvider)\b(?=[.( ])|System\.Net\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Outside();
}
