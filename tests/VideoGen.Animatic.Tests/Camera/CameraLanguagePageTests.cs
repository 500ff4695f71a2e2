using System.Text;
using VideoGen.Animatic.Camera;
using VideoGen.Testing;

namespace VideoGen.Animatic.Tests.Camera;

public sealed class CameraLanguagePageTests
{
    private const string Name = "docs/camera-language.md";
    private const string Begin = "<!-- vocabulary: written by CameraLanguagePageTests with UPDATE_GOLDEN=1 -->";
    private const string End = "<!-- end of vocabulary -->";

    private static readonly string Page = Path.Combine(GoldenFile.Repository, Name);

    [Fact]
    public void Page_ListsTheVocabularyAsItIs()
    {
        string page = File.ReadAllText(Page);
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        GoldenFile.ShouldMatch(Name, page[..from] + Table() + page[to..]);
    }

    [Fact]
    public void Page_ListsEveryWord()
    {
        string page = File.ReadAllText(Page);
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
                text.Append($"| {string.Join(", ", word.Forms.Select(f => $"`{f}`"))}{(word.NeedsCamera ? " ²" : word.Loose ? " ¹" : "")} | {word.Meaning} |\n");
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
        WordRole.Degree => "Less",
        WordRole.Negation => "Not",
        WordRole.Sequence => "One after the other",
        _ => "At the same time",
    };
}
