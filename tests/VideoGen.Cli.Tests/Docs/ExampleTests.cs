using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using VideoGen.Catalog;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Planning;

namespace VideoGen.Cli.Tests.Docs;

/// <summary>
/// Runs the examples of the pages. <c>plan PROVIDER</c>: a request, to be planned with the shipped catalog. <c>refused PROVIDER</c>: a
/// request that must be refused. <c>says</c>: lines that <c>videogen plan</c> writes about the example before it. <c>settings</c>: a
/// <c>videogen.json</c>.
/// </summary>
public sealed partial class ExampleTests
{
    public static TheoryData<string> Pages => [.. DocPages.All().Where(page => DocPages.Marks(page) > 0)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_checked_example_does_what_its_page_says(string page)
    {
        DocPages.Examples(page).Count().ShouldBe(DocPages.Marks(page), $"{page}: a block must stand directly behind its mark.");
        string written = "";
        foreach ((string check, string text) in DocPages.Examples(page))
        {
            switch (check.Split(' '))
            {
                case ["plan", var provider]:
                    written = Write(Plan(text, provider).ShouldBeOfType<PlanResult.Planned>($"{page}: {text}").Answer);
                    break;
                case ["refused", var provider]:
                    written = Write(Plan(text, provider).ShouldBeOfType<PlanResult.Refused>($"{page}: {text}").Refusal);
                    break;
                case ["says"]:
                    text.Split('\n').Select(OneSpace).Where(line => line.Length > 0 && !written.Contains(line, StringComparison.Ordinal))
                        .ShouldBeEmpty($"{page} shows lines that are not in\n{written}");
                    break;
                case ["settings"]:
                    ReadSettings(text);
                    break;
                default:
                    throw new InvalidOperationException($"{page}: unknown mark '{check}'.");
            }
        }
    }

    private static PlanResult Plan(string json, string provider) =>
        new RequestReader(maxBytes: 1_000_000).Read(Encoding.UTF8.GetBytes(json), "/") switch
        {
            ReadResult.Good good => Planner.Plan(good.Storyboard, ShippedCatalog.Read().Provider(provider)!, ShippedCatalog.Read()),
            ReadResult.Bad bad => new PlanResult.Refused(new Refusal { Problems = bad.Problems, Warnings = bad.Warnings }, []),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Write(PlanAnswer plan) => Write(screen => PlanTable.Write(screen, plan));

    private static string Write(Refusal refusal) => Write(screen => RefusalList.Write(screen, refusal, isOrder: true));

    // So wide that nothing wraps; pages break lines and pad columns as they like.
    private static string Write(Action<Screen> write)
    {
        using var text = new StringWriter();
        write(new Screen(text, terminal: false, colors: false, dumb: false, width: 2000));
        return string.Join('\n', text.ToString().Split('\n').Select(OneSpace));
    }

    private static string OneSpace(string line) => Spaces().Replace(line, " ").Trim();

    private static void ReadSettings(string json)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            SettingsReader.Read(new SettingsSources { File = file, Environment = ImmutableDictionary<string, string>.Empty.Add("HOME", "/home/someone"), WorkingFolder = "/" })
                .ShouldBeOfType<SettingsReading.Usable>(json);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
