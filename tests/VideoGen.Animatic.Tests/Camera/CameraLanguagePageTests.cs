using System.Runtime.CompilerServices;
using System.Text;
using VideoGen.Animatic.Camera;

namespace VideoGen.Animatic.Tests.Camera;

public sealed class CameraLanguagePageTests
{
    private const string Begin = "<!-- vocabulary: written by CameraLanguagePageTests with VIDEOGEN_UPDATE_DOCS=1 -->";
    private const string End = "<!-- end of vocabulary -->";

    [Fact]
    public void Page_ListsTheVocabularyAsItIs()
    {
        string path = Page();
        string page = File.ReadAllText(path);
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        string table = Table();
        if (Environment.GetEnvironmentVariable("VIDEOGEN_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, page[..from] + table + page[to..]);
            return;
        }

        page[from..to].ShouldBe(table);
    }

    [Fact]
    public void Page_ListsEveryWord()
    {
        string page = File.ReadAllText(Page());
        CameraVocabulary.Words.SelectMany(w => w.Forms).Where(f => !page.Contains($"`{f}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Table()
    {
        var text = new StringBuilder("\n");
        foreach (IGrouping<WordRole, CameraWord> role in CameraVocabulary.Words.GroupBy(w => w.Role))
        {
            text.Append($"\n### {Title(role.Key)}\n\n| words | what the animatic shows |\n| --- | --- |\n");
            foreach (CameraWord word in role)
            {
                text.Append($"| {string.Join(", ", word.Forms.Select(f => $"`{f}`"))}{(word.Loose ? " ¹" : "")} | {word.Meaning} |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static string Title(WordRole role) => role switch
    {
        WordRole.Move => "Moves",
        WordRole.Framing => "Framings",
        WordRole.Beyond => "Known, but beyond a flat picture",
        WordRole.Direction => "Directions",
        WordRole.Modifier => "How much and how fast",
        WordRole.Negation => "Not",
        WordRole.Sequence => "One after the other",
        _ => "At the same time",
    };

    private static string Page([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/camera-language.md"));
}
