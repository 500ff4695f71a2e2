using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace VideoGen.Architecture.Tests;

/// <summary>How the code is laid out and written.</summary>
public sealed partial class StyleTests
{
    private const int LongestFile = 350;

    private static readonly string[] Parts = ["VideoGen", "VideoGen.Animatic", "VideoGen.C2pa", "VideoGen.Cluster", "VideoGen.Fal", "VideoGen.Ledger", "VideoGen.Ledger.Postgres", "VideoGen.OpenRouter", "VideoGen.Payload", "VideoGen.Runway", "VideoGen.Mcp", "VideoGen.Host", "VideoGen.Import", "VideoGen.Cli", "videogen-server", "videogen-fal-simulator", "videogen-simulators"];
    private static readonly string[] Kinds = ["Helpers", "Utils", "Utilities", "Managers", "Common", "Misc", "Extensions"];

    [Fact]
    public void A_file_holds_one_public_type_and_bears_its_name()
    {
        string[] wrong = [.. Source.Files().SelectMany(file =>
        {
            string[] types = [.. PublicType().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)];
            return types.Length > 1 || types.Any(t => t != Path.GetFileNameWithoutExtension(file)) ? [$"{Source.Name(file)}: {string.Join(", ", types)}"] : Array.Empty<string>();
        })];

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_is_long() =>
        Source.Files().Where(f => File.ReadLines(f).Count() > LongestFile).Select(Source.Name).ShouldBeEmpty();

    // The one rule of .editorconfig that no build can check.
    [Fact]
    public void No_member_is_called_by_this() =>
        ((string[])["../src", "../tests", "../bench", "../samples"]).SelectMany(Source.Files).Where(f => QualifiedMember().IsMatch(File.ReadAllText(f))).Select(Source.Name).ShouldBeEmpty();

    [Fact]
    public void A_folder_is_a_step_or_a_part_and_never_a_kind() =>
        Source.Files().Where(f => Source.Name(f).Split('/').Intersect(Kinds).Any()).Select(Source.Name).ShouldBeEmpty();

    [Fact]
    public void A_class_is_sealed_abstract_or_static_or_somebody_derives_from_it() =>
        Types().Where(t => t.IsClass && !t.IsAbstract && !t.IsSealed).Except(Types().Select(t => t.BaseType)).Select(t => t!.FullName).ShouldBeEmpty();

    // But for options, which a program fills before anybody reads them.
    [Fact]
    public void A_record_cannot_be_changed()
    {
        string[] wrong = [.. Types().Where(t => !t.IsNestedPrivate && t.GetMethod("<Clone>$") is not null)
            .SelectMany(t => t.GetProperties().Where(p => p.SetMethod is { IsPublic: true } set && !IsInit(set) && !p.DeclaringType!.Name.EndsWith("Options", StringComparison.Ordinal)).Select(p => $"{t.FullName}.{p.Name}"))];

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_steps_of_a_job_are_the_cores_own_business() =>
        typeof(Synthesis.JobTick).Assembly.GetExportedTypes().Where(t => t.Name.EndsWith("Step", StringComparison.Ordinal) && t.Namespace == "VideoGen.Synthesis").ShouldBeEmpty();

    // The limit is one of the clock: a busy machine may stand still for a second in the middle of a match, and an order would fail of it.
    [Fact]
    public void The_time_limit_of_a_pattern_is_for_what_never_ends()
    {
        (string Name, int Limit)[] limits = [.. Types().SelectMany(t => t.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(m => m.IsDefined(typeof(GeneratedRegexAttribute))).Select(m => ($"{t.FullName}.{m.Name}", m.GetCustomAttribute<GeneratedRegexAttribute>()!.MatchTimeoutMilliseconds)))];

        limits.Length.ShouldBeGreaterThan(50);
        limits.Where(each => each.Limit != 10_000).ShouldBeEmpty();
    }

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static IEnumerable<Type> Types() => Parts.Select(Assembly.Load).SelectMany(a => a.GetTypes())
        .Where(t => t.Namespace?.StartsWith("VideoGen", StringComparison.Ordinal) == true && !t.Name.Contains('<') && !IsGenerated(t));

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || (type.DeclaringType is { } outer && (outer.Name.Contains('<') || IsGenerated(outer)));

    [GeneratedRegex(@"\bthis\.[A-Za-z_]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex QualifiedMember();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:record struct|record class|record|class|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PublicType();
}
