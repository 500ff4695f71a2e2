using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Import.Tests;

public sealed class MarkdownTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Lists_under_scenes_become_shots()
    {
        _folder.Write("tower.png", [1]);
        string file = _folder.Text("board.md", """
            # The lighthouse

            ## Scene 1: Dusk
            - Shot 1: Dusk over *the sea*. | camera: slow pan right | duration: 2.5
            - Shot 2: At the foot of the tower. ![](tower.png)
              - lighting: lamp glow
              - characters: Mara

            ## Scene 2
            1. Night, full storm.
            2. The lamp room.
            """);

        SynthesisRequest request = Import.Request(file);

        request.StoryboardFrames.Select(f => (f.SceneNumber, f.ShotOrder, f.Description, f.CameraNotes, f.DurationSeconds, f.LightingMood)).ShouldBe(
        [
            (1, 1, "Dusk over the sea.", "slow pan right", 2.5m, null),
            (1, 2, "At the foot of the tower.", null, null, "lamp glow"),
            (2, 1, "Night, full storm.", null, null, null),
            (2, 2, "The lamp room.", null, null, null),
        ]);
        request.GeneratedFrames.Single().ImageUrl.ShouldBe(_folder["tower.png"]);
        Import.Notes(file).ShouldContain("The heading 'The lighthouse' (line 1) names no scene and is left out.");
    }

    [Fact]
    public void A_table_becomes_shots()
    {
        string file = _folder.Text("board.md", """
            | Scene | Shot | Action | Camera |
            |---|---|---|---|
            | 1 | 1 | Dusk \| rain | pan left |
            | 1 | 2 | Storm | |
            """);

        Import.Request(file).StoryboardFrames.Select(f => (f.ShotOrder, f.Description, f.CameraNotes)).ShouldBe([(1, "Dusk | rain", "pan left"), (2, "Storm", null)]);
    }

    [Fact]
    public void A_table_under_a_scene_needs_no_column_for_it() =>
        Import.Request(_folder.Text("board.md", "## Scene 7\n\n| Shot | Description |\n|---|---|\n| 1 | Dusk |\n")).StoryboardFrames.Single().SceneNumber.ShouldBe(7);

    [Fact]
    public void What_says_nothing_known_is_told_with_its_line()
    {
        string file = _folder.Text("board.md", "## Scene 1\n\n- Dusk.\n  - mood music\n- Rain. | very wet\n");

        Import.Problems(file).Select(p => (p.Pointer, p.Message)).ShouldBe(
            [("line 4", "'mood music' says nothing that is known of a shot."), ("line 5", "'very wet' says nothing that is known of a shot.")]);
    }

    [Fact]
    public void Shots_outside_a_scene_are_told() =>
        Import.Problems(_folder.Text("board.md", "- Dusk.\n")).Single().ShouldBe(
            new("cell_empty", "line 1", "Nothing says which scene this shot belongs to.", "Write the scene's number, or give --scene if all of it is one scene."));

    public void Dispose() => _folder.Dispose();
}
