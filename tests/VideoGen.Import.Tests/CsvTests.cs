using System.Text;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Import.Tests;

public sealed class CsvTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void A_table_as_spreadsheets_export_it_becomes_a_request()
    {
        _folder.Write("a.png", [1]);
        string file = _folder.Write("board.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(
            "Scene #,Shot,Description,Camera,Duration,Characters,Image\r\n1,A,\"Dusk, over\nthe \"\"sea\"\"\",slow pan right,\"2,5\",\"Mara; Tom, the smith\",a.png\r\n1,B,Rain.,,0:03,,https://film.example/b.png\r\n")]);

        SynthesisRequest request = Import.Request(file);

        request.StoryboardFrames.Select(f => (f.FrameId, f.SceneNumber, f.ShotOrder, f.Description, f.CameraNotes, f.DurationSeconds)).ShouldBe(
        [
            ("SCENE_1_SHOT_1", 1, 1, "Dusk, over\nthe \"sea\"", "slow pan right", 2.5m),
            ("SCENE_1_SHOT_2", 1, 2, "Rain.", null, 3m),
        ]);
        request.StoryboardFrames[0].CharactersPresent!.Value.ShouldBe(["Mara", "Tom, the smith"]);
        request.GeneratedFrames.Select(f => (f.FrameId, f.ImageUrl)).ShouldBe([("SCENE_1_SHOT_1", _folder["a.png"]), ("SCENE_1_SHOT_2", "https://film.example/b.png")]);
    }

    [Theory]
    [InlineData(";", "Cells are separated by semicolons.")]
    [InlineData("\t", "Cells are separated by tabs.")]
    public void The_separator_is_found_and_told(string sign, string note)
    {
        string file = _folder.Text("board.csv", "scene,shot,description,duration".Replace(",", sign, StringComparison.Ordinal) + "\n" + "1,1,\"A, b; c\",2.5".Replace("1,1,", $"1{sign}1{sign}", StringComparison.Ordinal).Replace(",2.5", $"{sign}2.5", StringComparison.Ordinal));

        Import.Request(file).StoryboardFrames.Single().Description.ShouldBe("A, b; c");
        Import.Notes(file).ShouldContain(note);
    }

    [Fact]
    public void Every_cell_that_is_wrong_is_named_by_row_and_column_at_once()
    {
        string file = _folder.Text("board.csv", """
            scene,shot,description,duration,image
            one,1,Dusk,2,
            1,first,Rain,quick,
            1,2,,2.5,
            1,3,Storm,"1,500",gone.png
            1,4,Calm,00:00:02:12,
            1,5,Night,30,../x\y.png
            1,6,Too,2,,many
            """);

        Import.Problems(file).Select(p => $"{p.Pointer}: {p.Message}").Order(StringComparer.Ordinal).ShouldBe(new[]
        {
            "line 2, column A (scene): 'one' is no number of a scene.",
            "line 3, column B (shot): 'first' is no number of a shot.",
            "line 3, column D (duration): 'quick' is no number of seconds.",
            "line 4: Nothing says what this shot shows.",
            "line 5, column D (duration): '1,500' may be thousands or a part of a second: write it with a point.",
            $"line 5, column E (image): There is no still {_folder["gone.png"]}.",
            "line 6, column D (duration): '00:00:02:12' counts frames: give --fps with the rate, or seconds.",
            "line 7, column D (duration): '30' is not more than 0 and at most 12 seconds.",
            $"line 7, column E (image): There is no still {Path.GetFullPath("../x\\y.png", _folder.Path)}.",
            "line 8: This row has 6 cells, the headings are 5.",
        }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_line_is_one_of_the_file_also_below_a_cell_of_several_lines() =>
        Import.Problems(_folder.Text("board.csv", "scene,shot,description\n\n1,1,\"Dusk\nand\nrain\"\n1,two,Storm\n")).Single().Pointer.ShouldBe("line 6, column B (shot)");

    [Fact]
    public void Merged_cells_are_recognized_and_filled_only_when_asked()
    {
        string file = _folder.Text("board.csv", "scene,shot,description\n1,1,Dusk\n,2,Rain\n2,1,Storm\n");

        Problem problem = Import.Problems(file).Single();
        problem.Pointer.ShouldBe("line 3, column A (scene)");
        problem.Message.ShouldBe("The scene is empty, and line 2, column A (scene) says '1': merged cells are exported like that.");
        problem.Remedy.ShouldContain("--fill-down");

        var filled = new ImportOptions { FillDown = true };
        Import.Request(file, filled).StoryboardFrames.Select(f => (f.SceneNumber, f.ShotOrder)).ShouldBe([(1, 1), (1, 2), (2, 1)]);
        Import.Notes(file, filled).ShouldContain("An empty scene is the one above it.");
    }

    [Fact]
    public void Columns_are_mapped_by_the_caller_and_what_is_not_used_is_told()
    {
        string file = _folder.Text("board.csv", "Sc,Nr,What we see,Shot size,Lens\n1,1,Dusk,wide,35\n");

        Import.Problems(file).Single().Remedy.ShouldBe("Name the column: --map \"HEADING=description\".");
        var mapped = new ImportOptions { Columns = [("what we see", "description"), ("Nr", "shot_order"), ("Shot size", "camera_notes"), ("Lens", "camera_notes")] };
        Import.Request(file, mapped).StoryboardFrames.Single().CameraNotes.ShouldBe("wide, 35");
        Import.Notes(file, mapped with { Columns = mapped.Columns[..3] }).ShouldContain(n => n.StartsWith("The column 'Lens' is not used", StringComparison.Ordinal));
        Import.Problems(file, mapped with { Columns = [("Shots", "shot_order"), ("Nr", "number")] }).Select(p => p.Message).ShouldBe(
            ["There is no column 'Shots'.", "There is no field 'number'.", "No column says what a shot shows: 'Sc', 'Nr', 'What we see', 'Shot size', 'Lens'."], ignoreOrder: true);
    }

    [Fact]
    public void Two_columns_of_one_field_are_not_guessed_between() =>
        Import.Problems(_folder.Text("board.csv", "scene,shot,panel,description\n1,1,2,Dusk\n")).Single().Message.ShouldBe("The columns 'shot', 'panel' all look like shot_order.");

    [Theory]
    [InlineData("12A", 12, 1)]
    [InlineData("SC012_SH040", 12, 40)]
    [InlineData("3.2", 3, 2)]
    public void A_shot_may_bear_its_scene_in_its_name(string name, int scene, int shot) =>
        Import.Request(_folder.Text("board.csv", $"shot,description\n{name},Dusk\n")).StoryboardFrames.Select(f => (f.SceneNumber, f.ShotOrder)).ShouldBe([(scene, shot)]);

    [Fact]
    public void A_row_that_contradicts_itself_is_refused() =>
        Import.Problems(_folder.Text("board.csv", "scene,shot,description\n1,2B,Dusk\n")).Single().Message.ShouldBe("The shot '2B' belongs to scene 2, its row to scene 1.");

    [Fact]
    public void Letters_and_numbers_in_one_scene_have_no_order() =>
        Import.Problems(_folder.Text("board.csv", "scene,shot,description\n1,1,Dusk\n1,B,Rain\n")).Single().Message.ShouldStartWith("Scene 1 has shots with letters and shots with numbers");

    [Fact]
    public void Time_codes_are_read_where_their_rate_is_said() =>
        Import.Request(_folder.Text("board.csv", "scene,shot,description,duration\n1,1,Dusk,00:00:02:12\n"), new ImportOptions { FramesPerSecond = 24 }).StoryboardFrames.Single().DurationSeconds.ShouldBe(2.5m);

    [Fact]
    public void Numbers_that_are_left_out_are_told_unless_they_may_be()
    {
        string file = _folder.Text("board.csv", "scene,shot,description\n1,10,Dusk\n1,20,Rain\n1,25,Hail\n1,40,Storm\n4,10,Calm\n");

        Import.Problems(file).Select(p => (p.Pointer, p.Message)).ShouldBe([("line 6", "Scenes 2, 3 are missing between scene 1 and scene 4."), ("line 2", "Scene 1 has no shot 30.")]);
        Import.Request(file, new ImportOptions { AllowGaps = true }).StoryboardFrames.Length.ShouldBe(5);
    }

    [Fact]
    public void A_shot_that_stands_twice_is_named_at_both_places() =>
        Import.Problems(_folder.Text("board.csv", "scene,shot,description\n1,1,Dusk\n1,1,Rain\n")).Single().Message.ShouldBe("line 2 and line 3 are both shot 1 of scene 1.");

    [Theory]
    [InlineData("scene,shot,description\n1,1,\"Dusk\n1,2,Rain\n", "The quote that begins in line 2 never ends.")]
    [InlineData("\n", "There is no heading in the first line.")]
    [InlineData("scene,shot,description\n", "There is no shot in ")]
    public void What_is_no_table_of_shots_is_told(string text, string message) => Import.Problems(_folder.Text("board.csv", text)).Single().Message.ShouldStartWith(message);

    [Fact]
    public void A_file_without_a_byte_is_told() =>
        Import.Problems(_folder.Text("board.csv", "")).Single().Message.ShouldEndWith("board.csv is empty, or no regular file but a pipe or a device.");

    [Fact]
    public void Text_in_another_encoding_is_told_and_not_guessed() =>
        Import.Problems(_folder.Write("board.csv", Encoding.Latin1.GetBytes("scene,shot,description\n1,1,Dämmerung\n"))).Single().Remedy.ShouldContain("CSV UTF-8");

    [Fact]
    public void Utf16_with_its_mark_is_read() =>
        Import.Request(_folder.Write("board.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("scene,shot,description\n1,1,Dämmerung\n")])).StoryboardFrames.Single().Description.ShouldBe("Dämmerung");

    [Fact]
    public void Stills_are_found_by_scene_and_shot_in_a_folder_of_theirs()
    {
        string stills = Directory.CreateDirectory(_folder["stills"]).FullName;
        File.WriteAllBytes(Path.Combine(stills, "e01_sc001_sh002_v3.png"), [1]);
        string file = _folder.Text("board.csv", "scene,shot,description\n1,1,Dusk\n1,2,Rain\n");

        Import.Request(file, new ImportOptions { Images = stills }).GeneratedFrames.Single().ImageUrl.ShouldBe(Path.Combine(stills, "e01_sc001_sh002_v3.png"));
        Import.Notes(file, new ImportOptions { Images = stills }).ShouldContain(n => n.StartsWith("1 of 2 shots have no still", StringComparison.Ordinal));
        File.WriteAllBytes(Path.Combine(stills, "sc1_sh2.jpg"), [1]);
        Import.Problems(file, new ImportOptions { Images = stills }).Single().Message.ShouldBe("Several pictures are named like shot 2 of scene 1: e01_sc001_sh002_v3.png, sc1_sh2.jpg.");
    }

    public void Dispose() => _folder.Dispose();
}
