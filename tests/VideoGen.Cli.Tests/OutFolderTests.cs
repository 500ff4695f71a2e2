using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Frames;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

public sealed class OutFolderTests : IDisposable
{
    private const string ClipSha256 = "67905ad3cc2dd52b1f5f6a6d2814de0396618b29b4238b9af5207aeb69936e6d";
    private const string StillSha256 = "94e8566ddfc123edf115fcbb35a16973409d95e05e3deb7dc4a15a7af325a885";

    private readonly CliRun _run = new();

    public OutFolderTests()
    {
        File.WriteAllText(_run.PathOf("clip.mp4"), "clip");
        File.WriteAllText(_run.PathOf("still.png"), "still");
        _run.Agent.Jobs = [Example.Job(1, new FrameStill("../../SCENE 1", "x", _run.PathOf("still.png"), StillSha256, "image/png", 1, 1, 5))];
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Answer($"file://{_run.PathOf("clip.mp4")}")));
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task It_holds_clips_frames_answer_and_contact_sheet()
    {
        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(0);

        File.ReadAllText(_run.PathOf("o/segment_1_1.mp4")).ShouldBe("clip");
        JsonNode.Parse(File.ReadAllText(_run.PathOf("o/answer.json")))!["request_id"]!.GetValue<string>().ShouldBe(Example.RequestId);
        Directory.GetFiles(_run.PathOf("o/frames")).ShouldBe([_run.PathOf("o/frames/scene_1_94e8566d.png")]);
        File.ReadAllText(_run.PathOf("o/index.html")).ShouldContain("src=\"frames/scene_1_94e8566d.png\"");
        _run.Output.ShouldContain($"SEGMENT_1  {_run.PathOf("o/segment_1_1.mp4")}");
    }

    [Fact]
    public async Task What_is_done_to_it_touches_nothing_that_is_stored()
    {
        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(0);

        await File.AppendAllTextAsync(_run.PathOf("o/segment_1_1.mp4"), " and titles");
        await File.AppendAllTextAsync(Directory.GetFiles(_run.PathOf("o/frames")).Single(), " with a frame");

        File.ReadAllText(_run.PathOf("clip.mp4")).ShouldBe("clip");
        File.ReadAllText(_run.PathOf("still.png")).ShouldBe("still");
    }

    [Fact]
    public async Task What_was_changed_in_the_stores_is_not_handed_out()
    {
        File.WriteAllText(_run.PathOf("clip.mp4"), "pilc");
        File.WriteAllText(_run.PathOf("still.png"), "llits");

        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(5);

        _run.Error.ShouldContain("clip_not_copied");
        _run.Error.ShouldContain("still_not_copied");
        _run.Error.ShouldContain("redeliver");
        _run.Error.ShouldNotContain("safe");
        Directory.GetFiles(_run.PathOf("o"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["answer.json", "index.html"], ignoreOrder: true);
    }

    [Fact]
    public async Task Its_files_have_the_rights_that_new_files_have_there()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(_run.PathOf("clip.mp4"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(0);

        File.GetUnixFileMode(_run.PathOf("o/segment_1_1.mp4")).ShouldBe(File.GetUnixFileMode(_run.PathOf("o/answer.json")));
    }

    [Fact]
    public async Task It_can_be_filled_again()
    {
        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(0);
        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(0);

        Directory.GetFiles(_run.PathOf("o"), "*.mp4").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_clip_that_cannot_be_fetched_is_named_and_the_rest_is_written()
    {
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Answer("https://cms.example/segment.mp4")));

        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(5);

        _run.Error.ShouldContain("clip_not_copied");
        _run.Error.ShouldContain("https://cms.example/segment.mp4");
        File.Exists(_run.PathOf("o/index.html")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_named_problem()
    {
        (await _run.RunAsync("generate", "request.json", "--out", "request.json/o")).ShouldBe(2);
        _run.Error.ShouldContain("out_unusable");
        _run.Error.ShouldContain("Nothing was ordered.");
        _run.Agent.Synthesized.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("request.json")]
    [InlineData("taken")]
    public async Task What_cannot_be_the_folder_is_found_out_before_anything_is_ordered(string folder)
    {
        Directory.CreateDirectory(_run.PathOf("taken/index.html"));

        (await _run.RunAsync("generate", "request.json", "--out", folder)).ShouldBe(2);

        _run.Error.ShouldContain("out_unusable");
        _run.Agent.Synthesized.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_is_lost_on_the_way_costs_no_second_order_and_has_no_contact_sheet()
    {
        _run.Agent.OnSynthesize = (_, _, _) =>
        {
            Directory.Delete(_run.PathOf("o"));
            File.WriteAllText(_run.PathOf("o"), "");
            return Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Given(Answer($"file://{_run.PathOf("clip.mp4")}")));
        };

        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(5);

        _run.Error.ShouldContain("out_unwritable");
        _run.Error.ShouldContain($"'videogen export {Example.RequestId} --clips DIR'");
        _run.Output.ShouldNotContain("Contact sheet");
    }

    [Fact]
    public async Task A_call_that_comes_to_nothing_leaves_no_folder()
    {
        _run.Agent.OnSynthesize = (_, _, _) => Task.FromResult<Answer<SynthesisAnswer>>(new Answer<SynthesisAnswer>.Refused(Example.Refusal()));

        (await _run.RunAsync("generate", "request.json", "--out", "o")).ShouldBe(2);

        Directory.Exists(_run.PathOf("o")).ShouldBeFalse();
    }

    private static SynthesisAnswer Answer(string url) =>
        Example.Answer() with { VideoSegments = [Example.Delivered(1, 1, ["../../SCENE 1"]) with { VideoUrl = url, Sha256 = ClipSha256 }] };
}
