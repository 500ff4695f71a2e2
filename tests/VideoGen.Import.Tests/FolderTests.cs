using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Import.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Pictures_named_by_scene_and_shot_become_a_request()
    {
        Pictures("sc010_sh010.png", "sc010_sh020_mara_climbs.jpg", "sc020_sh010.webp");
        _folder.Text("sc010_sh010.txt", "Dusk over the sea.\n");

        SynthesisRequest request = Import.Request(_folder.Path, new ImportOptions { Description = "The film.", ProjectId = "film", EpisodeId = "e1" });

        request.StoryboardFrames.Select(f => (f.SceneNumber, f.ShotOrder, f.Description)).ShouldBe([(10, 10, "Dusk over the sea."), (10, 20, "mara climbs"), (20, 10, "The film.")]);
        request.GeneratedFrames.Select(f => Path.GetFileName(f.ImageUrl)).ShouldBe(["sc010_sh010.png", "sc010_sh020_mara_climbs.jpg", "sc020_sh010.webp"]);
        request.ProjectContext.ShouldBe(new ProjectContext { ProjectId = "film", EpisodeId = "e1" });
    }

    [Fact]
    public void All_that_is_wrong_with_a_folder_is_told_at_once()
    {
        Pictures("sc010_sh010.png", "IMG_0034.png", "sc010_sh020.png", "sc010_sh020_v2.png");
        _folder.Text("notes.docx", "");

        Import.Problems(_folder.Path, new ImportOptions { Description = "x" }).Select(p => (p.Pointer, p.Message)).ShouldBe(
        [
            ("IMG_0034.png", "The name IMG_0034.png says no scene and shot."),
            ("sc010_sh020_v2.png", "sc010_sh020.png and sc010_sh020_v2.png are both shot 20 of scene 10."),
        ]);
        Import.Notes(_folder.Path).ShouldContain("notes.docx is not read.");
    }

    [Fact]
    public void A_folder_with_a_gap_says_which_shot_is_missing()
    {
        Pictures("sc010_sh010_a.png", "sc010_sh030_b.png", "sc010_sh040_c.png");

        Problem problem = Import.Problems(_folder.Path).Single();

        problem.Message.ShouldBe("Scene 10 has no shot 20.");
        problem.Remedy.ShouldContain("--allow-gaps");
    }

    [Fact]
    public void A_picture_that_nothing_is_said_of_is_told_with_the_ways_out()
    {
        Pictures("sc010_sh010.png");

        Import.Problems(_folder.Path).Single().Remedy.ShouldBe("Write it into sc010_sh010.txt beside it or into its name (sc010_sh010_what_happens.png), or give --description for all.");
    }

    [Fact]
    public void An_empty_folder_and_none_at_all_are_told()
    {
        Import.Problems(_folder.Path).Single().Message.ShouldStartWith("There is no PNG, JPEG or WebP picture in");
        Import.Problems(_folder["gone"]).Single().Message.ShouldStartWith("There is no file or folder");
        Import.Problems(_folder.Text("board.xlsx", "x")).Single().Message.ShouldEndWith("is of no kind that can be read (.xlsx).");
    }

    [Theory]
    [InlineData("sc010_sh020.png", 10, 20)]
    [InlineData("SCENE_1_SHOT_2.PNG", 1, 2)]
    [InlineData("e03 - s01c03.webp", 1, 3)]
    [InlineData("film.sc2.sh4.v001.jpeg", 2, 4)]
    public void Names_as_studios_give_them_are_read(string name, int scene, int shot)
    {
        Pictures(name);
        Import.Request(_folder.Path, new ImportOptions { Description = "x" }).StoryboardFrames.Select(f => (f.SceneNumber, f.ShotOrder)).ShouldBe([(scene, shot)]);
    }

    public void Dispose() => _folder.Dispose();

    private void Pictures(params string[] names)
    {
        foreach (string name in names)
        {
            _folder.Write(name, [1]);
        }
    }
}
