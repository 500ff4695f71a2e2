using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Import.Tests;

public sealed partial class FountainTests : IDisposable
{
    private const string Script = """
        Title: The lighthouse
        Author: Nobody

        # Act one

        = A storm comes.

        EXT. CLIFF - DUSK #1#

        Dusk over the *sea*.
        Mara climbs the path. [[camera: slow pan right]] [[duration: 2.5]]

        MARA (V.O.)
        (softly)
        It comes.

        /* An old version:

        She runs.
        */

        She sees THE LAMP. [[check with props]]

        [[lighting: lamp glow]]

        CUT TO:

        INT. LAMP ROOM - NIGHT #2#

        !MARA
        behind the glass.

        @McTavish
        Aye.

        > THE END <
        """;

    private static readonly string Reader = Path.Combine(GoldenFile.Repository, "tests", "clients", "fountain");

    private readonly TestFolder _folder = new();

    [Fact]
    public void Action_becomes_shots_and_the_rest_is_told()
    {
        string file = _folder.Text("film.fountain", Script);

        Import.Request(file).StoryboardFrames.Select(f => (f.SceneNumber, f.ShotOrder, f.Description, f.CameraNotes, f.DurationSeconds, f.LightingMood)).ShouldBe(
        [
            (1, 1, "Dusk over the sea. Mara climbs the path.", "slow pan right", 2.5m, "DUSK"),
            (1, 2, "She sees THE LAMP.", null, null, "lamp glow"),
            (2, 1, "MARA behind the glass.", null, null, "NIGHT"),
        ]);
        Import.Notes(file).ShouldBe(
        [
            "The time of day of a scene's heading is taken as lighting_mood.",
            "The note [[check with props]] (line 22) is left out.",
            "Dialogue is left out (2 speeches).",
            "Shots without a number are counted in the order in which they stand.",
            "3 of 3 shots have no still: they are left out of the film unless video_settings.allow_text_to_video is true, or --images finds them.",
        ]);
    }

    // A reader that others wrote, of the same text.
    [Fact]
    public async Task Another_reader_of_the_format_finds_the_same_scenes_and_actions()
    {
        string file = _folder.Text("film.fountain", Script);
        JsonElement[] tokens = await TokensAsync(file);

        SynthesisRequest request = Import.Request(file);

        string[] theirs = [.. tokens.Where(t => Type(t) == "action").Select(Words)];
        request.StoryboardFrames.Select(f => f.Description).ShouldBe(theirs);
        request.StoryboardFrames.Select(f => f.SceneNumber).Distinct().Count().ShouldBe(tokens.Count(t => Type(t) == "scene_heading"));
    }

    [Fact]
    public void A_scene_with_a_letter_is_told_once_with_its_line() =>
        Import.Problems(_folder.Text("film.fountain", "INT. ROOM #12A#\n\nDusk.\n\nRain.\n")).Select(p => (p.Pointer, p.Message)).ShouldBe([("line 1", "'12A' is no number of a scene.")]);

    [Fact]
    public void A_note_without_a_shot_is_told() =>
        Import.Problems(_folder.Text("film.fountain", "INT. ROOM #1#\n\n[[camera: pan left]]\n\nDusk.\n")).Single().Pointer.ShouldBe("line 3");

    public void Dispose() => _folder.Dispose();

    private static string Type(JsonElement token) => token.GetProperty("type").GetString()!;

    // As it stands, without notes and stars.
    private static string Words(JsonElement token) => Space().Replace(Note().Replace(token.GetProperty("text").GetString()!, ""), " ").Replace("*", "", StringComparison.Ordinal).Trim();

    private static async Task<JsonElement[]> TokensAsync(string file)
    {
        if (!Directory.Exists(Path.Combine(Reader, "node_modules")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund");
        }

        return JsonSerializer.Deserialize<JsonElement[]>(await RunAsync("node", "read.mjs", file))!;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Reader, RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }

    [GeneratedRegex(@"\[\[.*?\]\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Note();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Space();
}
