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
    public void Columns_that_cannot_be_chosen_from_are_told_once() =>
        Import.Problems(_folder.Text("board.csv", "scene,shot,description,action\n1,1,Dusk.,Rain.\n")).ShouldHaveSingleItem().Code.ShouldBe("column_ambiguous");

    [Theory]
    [InlineData("sep=;\r\n")]
    [InlineData("SEP=;\n")]
    public void A_separator_that_a_spreadsheet_declares_is_no_heading(string declared)
    {
        string file = _folder.Text("board.csv", declared + "scene;shot;description;duration\n1;1;Dusk, rain.;2\n1;2;Night.;x\n");

        Import.Problems(file).ShouldHaveSingleItem().Pointer.ShouldBe("line 4, column D (duration)");
    }

    [Fact]
    public void A_quote_that_would_swallow_the_next_cells_is_told()
    {
        Import.Problems(_folder.Text("board.csv", "scene,shot,description,camera\n1,1,Dusk.,pan\n1,2,a 5\" lens,7\" lens\n")).ShouldHaveSingleItem().Pointer.ShouldBe("line 3");
        Import.Request(_folder.Text("said.csv", "scene,shot,description\n1,1,She says \"now\" twice.\n1,2,\"She says \"\"now\"\", then goes.\"\n")).StoryboardFrames.Select(f => f.Description)
            .ShouldBe(["She says \"now\" twice.", "She says \"now\", then goes."]);
    }

    [Fact]
    public void Notes_without_end_are_noted_in_time() =>
        Import.Notes(_folder.Text("film.fountain", "INT. ROOM #1#\n\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"[[n{i}]]\n\n")) + "Dusk.\n")).Length.ShouldBeGreaterThan(200_000);

    [Fact]
    public void A_file_without_a_byte_is_told_with_a_way_out() =>
        Import.Problems(_folder.Text("board.csv", "")).ShouldHaveSingleItem().Remedy.ShouldStartWith("Give a file that holds a storyboard");

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
