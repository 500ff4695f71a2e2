using System.Text;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Import.Tests;

/// <summary>Sources that nobody would write.</summary>
public sealed class HostileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(null)]
    [InlineData("scene")]
    public void One_heading_over_two_columns_is_not_chosen_from(string? mapped)
    {
        string file = _folder.Text("board.csv", "Scene,Scene,shot,description\n1,2,1,Dusk.\n");

        Problem problem = Import.Problems(file, new ImportOptions { Columns = mapped is null ? [] : [(mapped, "scene_number")] }).First(p => p.Code == "column_ambiguous");

        problem.Remedy.ShouldBe("Give each of these columns a heading of its own.");
    }

    [Fact]
    public void Headings_without_end_are_scenes() =>
        Import.Notes(_folder.Text("film.fountain", string.Concat(Enumerable.Repeat("INT. ROOM\n", 200_000)) + "\nDusk.\n")).ShouldContain(n => n.StartsWith("Scenes without a number", StringComparison.Ordinal));

    [Theory]
    [InlineData("film.fountain", "INT. ROOM #1#\n\n", "_a ")]
    [InlineData("board.md", "## Scene 1\n\n", "> - ")]
    [InlineData("board.csv", "scene,shot,description\n1,1,", "a,\"\",")]
    [InlineData("board.md", "", "[![](")]
    public void Lines_of_megabytes_are_told_and_not_read(string name, string head, string unit)
    {
        string file = _folder.Text(name, head + new StringBuilder().Insert(0, unit, 500_000) + "\n");

        Import.Problems(file).Single().Message.ShouldBe($"{file} has more than 100000 characters in line {head.Count(c => c == '\n') + 1}.");
    }

    [Fact]
    public void Lists_in_lists_without_end_are_told() =>
        Import.Problems(_folder.Text("board.md", "## Scene 1\n\n" + new StringBuilder().Insert(0, "> - ", 20_000) + "Dusk.\n")).Single().Message.ShouldEndWith("too long or too deeply nested to be read.");

    [Fact]
    public void Too_large_a_text_is_told() =>
        Import.Problems(_folder.Write("board.csv", new byte[9 * 1024 * 1024])).Single().Message.ShouldEndWith("is larger than 8 MiB.");

    public void Dispose() => _folder.Dispose();
}
