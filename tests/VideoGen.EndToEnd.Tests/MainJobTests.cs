using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using VideoGen.Delivery;

namespace VideoGen.EndToEnd.Tests;

public sealed partial class MainJobTests : IDisposable
{
    private readonly Videogen _videogen = new();

    [Fact]
    public async Task A_storyboard_that_fits_becomes_three_clips_that_join_without_encoding()
    {
        (int code, JsonNode answer) = await _videogen.RunJsonAsync("generate", Videogen.Sample("lighthouse"), "--wait", "600", "--out", _videogen.Out);

        code.ShouldBe(0);
        JsonArray segments = answer["video_segments"]!.AsArray();
        segments.Select(s => (string)s!["segment_id"]!).ShouldBe(["SEGMENT_1", "SEGMENT_2", "SEGMENT_3"]);
        answer["frames"]!.AsArray().ShouldAllBe(f => (string)f!["status"]! == "rendered");
        foreach (JsonNode? segment in segments)
        {
            await using FileStream file = File.OpenRead(new Uri((string)segment!["video_url"]!).LocalPath);
            ClipFacts facts = Mp4Reader.Read(file);
            (facts.Width, facts.Height, facts.FramesPerSecond, facts.Codec).ShouldBe((1280, 720, 24m, "avc1"));
            ((decimal)facts.Frames / 24).ShouldBe((decimal)segment["slot_seconds"]!);
        }

        string film = await JoinAsync();
        await using FileStream joined = File.OpenRead(film);
        Mp4Reader.Read(joined).Frames.ShouldBe((int)segments.Sum(s => (decimal)s!["slot_seconds"]! * 24));
        File.Exists(Path.Combine(_videogen.Out, "index.html")).ShouldBeTrue();
        Members(await ReadmeAnswerAsync(), "").Distinct().Order().ShouldBe(Members(answer, "").Distinct().Order()); // what the README shows is what comes
    }

    private static async Task<JsonNode> ReadmeAnswerAsync()
    {
        const string Fence = "```json\n";
        string page = await File.ReadAllTextAsync(Path.Combine(Videogen.Repository, "README.md"));
        int begin = page.IndexOf(Fence + "{\n  \"request_id\"", StringComparison.Ordinal) + Fence.Length;
        return JsonNode.Parse(page[begin..page.IndexOf("\n```", begin, StringComparison.Ordinal)])!;
    }

    private static IEnumerable<string> Members(JsonNode? node, string place) => node switch
    {
        JsonObject many => many.SelectMany(m => Members(m.Value, $"{place}/{m.Key}").Prepend($"{place}/{m.Key}")),
        JsonArray list => list.SelectMany(item => Members(item, place)),
        _ => [],
    };

    [Fact]
    public async Task An_odd_shot_is_a_segment_of_its_own_and_a_second_run_is_a_second_take()
    {
        (int first, JsonNode one) = await _videogen.RunJsonAsync("generate", Videogen.Sample("night-train"), "--wait", "600");
        (int second, JsonNode two) = await _videogen.RunJsonAsync("generate", Videogen.Sample("night-train"), "--wait", "600");

        (first, second).ShouldBe((0, 0));
        one["video_segments"]!.AsArray().Select(s => s!["associated_frames"]!.AsArray().Count).ShouldBe([2, 1]);
        two["video_segments"]![0]!["video_url"]!.GetValue<string>().ShouldEndWith("segment_1_1_take2.mp4");
        one["video_segments"]![0]!["sha256"]!.GetValue<string>().ShouldBe((string?)two["video_segments"]![0]!["sha256"]);
    }

    [Fact]
    public async Task A_clip_says_of_its_stills_what_the_request_says_and_shows_the_same_pictures_without_the_mark()
    {
        JsonNode request = JsonNode.Parse(await File.ReadAllTextAsync(Videogen.Sample("night-train")))!;
        request["project_context"] = new JsonObject { ["project_id"] = "marks", ["stills_source"] = "trained_algorithmic_media" };
        string folder = Path.GetDirectoryName(Videogen.Sample("night-train"))!;
        foreach (JsonNode? frame in request["generated_frames"]!.AsArray())
        {
            frame!["image_url"] = Path.Combine(folder, (string)frame["image_url"]!);
        }

        Directory.CreateDirectory(_videogen.Out);
        string file = Path.Combine(_videogen.Out, "request.json");
        await File.WriteAllTextAsync(file, request.ToJsonString());
        (int code, JsonNode marked) = await _videogen.RunJsonAsync("generate", file, "--wait", "600");
        (int plainCode, string output, _) = await _videogen.RunAsync(new Dictionary<string, string> { ["VIDEOGEN_PROVENANCE_MARK"] = "false" }, "generate", file, "--wait", "600", "--json");

        (code, plainCode).ShouldBe((0, 0));
        string[] clips = [.. new[] { marked, JsonNode.Parse(output)! }.Select(a => new Uri((string)a["video_segments"]![0]!["video_url"]!).LocalPath)];
        JsonNode said = marked["video_segments"]![0]!["provider_metadata"]!["provenance"]!;
        ((bool)said["marked"]!, (string)said["digital_source"]!).ShouldBe((true, "trained_algorithmic_media"));
        (await SayAsync("exiftool", "-j", "-XMP:all", clips[0])).ShouldContain("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
        (await SayAsync("exiftool", "-j", "-XMP:all", clips[1])).ShouldNotContain("XMP");
        (await SayAsync("ffmpeg", "-v", "error", "-i", clips[0], "-f", "framemd5", "-")).ShouldBe(await SayAsync("ffmpeg", "-v", "error", "-i", clips[1], "-f", "framemd5", "-"));
    }

    [Fact]
    public async Task A_long_storyboard_is_refused_with_batches_and_rendered_with_all_batches()
    {
        (int refused, JsonNode why) = await _videogen.RunJsonAsync("plan", Videogen.Sample("garden-year"));
        (int code, JsonNode answers) = await _videogen.RunJsonAsync("generate", Videogen.Sample("garden-year"), "--wait", "600", "--all-batches");

        refused.ShouldBe(2);
        why["problems"]![0]!["code"]!.GetValue<string>().ShouldBe("too_many_segments");
        why["batches"]!.AsArray().Sum(b => b!["frame_ids"]!.AsArray().Count).ShouldBe(9);
        code.ShouldBe(0);
        answers.ToJsonString().Split("\"video_url\"").Length.ShouldBe(6); // five clips
    }

    [Fact]
    public async Task Ctrl_c_ends_the_wait_and_keeps_the_job_and_status_delivers_it()
    {
        Process process = _videogen.Start("generate", Videogen.Sample("night-train"), "--wait", "600");
        string? line;
        do
        {
            line = await process.StandardError.ReadLineAsync();
        }
        while (line is not null && !line.Contains("queue", StringComparison.Ordinal));

        Kill(process.Id, 2).ShouldBe(0);
        (int code, _, string error) = await Videogen.EndAsync(process);
        string id = error.Split("req_")[1];
        (int later, JsonNode answer) = await _videogen.RunJsonAsync("status", $"req_{new string([.. id.TakeWhile(char.IsAsciiLetterOrDigit)])}", "--wait", "600");

        code.ShouldBe(4, error);
        later.ShouldBe(0);
        answer["video_segments"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_killed_process_loses_nothing()
    {
        Process process = _videogen.Start("generate", Videogen.Sample("night-train"), "--wait", "600");
        string? line;
        do
        {
            line = await process.StandardError.ReadLineAsync();
        }
        while (line is not null && !line.Contains("rendering", StringComparison.Ordinal));

        Kill(process.Id, 9).ShouldBe(0);
        await Videogen.EndAsync(process);
        (_, JsonNode jobs) = (0, JsonNode.Parse((await _videogen.RunAsync("records", "videoGenJobs")).Output)!);
        string request = (string)jobs[0]!["request_id"]!;
        (int code, JsonNode answer) = await _videogen.RunJsonAsync("status", request, "--wait", "600");

        code.ShouldBe(0, answer.ToJsonString());
        answer["video_segments"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_dry_run_proves_that_clips_join()
    {
        (int code, string output, string error) = await _videogen.RunAsync("dryrun");

        code.ShouldBe(0, error);
        output.ShouldContain("join without re-encoding");
    }

    [Fact]
    public async Task Without_ffmpeg_the_problem_is_named_and_nothing_is_written()
    {
        (int code, string output, string error) = await _videogen.RunOtherAsync(
            "env", Videogen.Repository, "VIDEOGEN_FFMPEG=/nowhere/ffmpeg", Videogen.Executable, "generate", Videogen.Sample("lighthouse"), "--wait", "600", "--json");
        string requests = (await _videogen.RunAsync("records", "videoGenJobs")).Output;

        code.ShouldBe(2, error);
        output.ShouldContain("ffmpeg_missing");
        JsonNode.Parse(requests)!.AsArray().ShouldBeEmpty();
    }

    public void Dispose() => _videogen.Dispose();

    private async Task<string> SayAsync(string program, params string[] arguments)
    {
        (int code, string output, string error) = await _videogen.RunOtherAsync(program, _videogen.Out, arguments);
        code.ShouldBe(0, error);
        return output;
    }

    private async Task<string> JoinAsync()
    {
        string list = Path.Combine(_videogen.Out, "list.txt");
        await File.WriteAllLinesAsync(list, Directory.GetFiles(_videogen.Out, "segment_*.mp4").Order(StringComparer.Ordinal).Select(f => $"file '{f}'"));
        string film = Path.Combine(_videogen.Out, "film.mp4");
        (int code, _, string error) = await _videogen.RunOtherAsync(
            "ffmpeg", _videogen.Out, "-v", "error", "-f", "concat", "-safe", "0", "-i", list, "-c", "copy", film);
        code.ShouldBe(0, error);
        (int played, _, string broken) = await _videogen.RunOtherAsync("ffmpeg", _videogen.Out, "-v", "error", "-xerror", "-i", film, "-f", "null", "-");
        (played, broken).ShouldBe((0, ""));
        return film;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
