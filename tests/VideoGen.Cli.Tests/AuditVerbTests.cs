using System.Text.Json.Nodes;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Tests;

/// <summary><c>videogen audit</c> and <c>videogen audit verify</c>.</summary>
public sealed class AuditVerbTests : IDisposable
{
    private static readonly Clip Clip = new()
    {
        Address = new Uri("https://media.example/a.mp4"),
        Path = "projects/default/default/segments/segment_1_1.mp4",
        Take = 1,
        DurationSeconds = 3.5m,
        Width = 1280,
        Height = 720,
        FramesPerSecond = 24,
        Frames = 84,
        Codec = "avc1",
        Sha256 = new string('a', 64),
        FileSize = 9,
    };

    private readonly CliRun _run = new();

    [Fact]
    public async Task A_bundle_is_named_after_its_request()
    {
        Collects();

        (await _run.RunAsync("audit", "req_1")).ShouldBe(0);

        File.Exists(_run.PathOf("req_1.audit.zip")).ShouldBeTrue();
        _run.Output.ShouldContain("videogen audit verify req_1.audit.zip");
        _run.Error.ShouldContain("Note: It was made with an older version.");
    }

    [Fact]
    public async Task Hashes_alone_are_asked_for()
    {
        bool? withClips = null;
        _run.Agent.OnAudit = (id, clips) =>
        {
            withClips = clips;
            return new Answer<AuditContent>.Given(new AuditContent { RequestId = id, Clips = [], Notices = [] });
        };

        (await _run.RunAsync("audit", "req_1", "--hashes", "-o", "small.zip")).ShouldBe(0);

        withClips.ShouldBe(false);
        File.Exists(_run.PathOf("small.zip")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_leaves_no_file_behind()
    {
        Collects();
        Directory.CreateDirectory(_run.PathOf("taken.zip"));

        (await _run.RunAsync("audit", "req_1", "-o", "taken.zip")).ShouldBe(5);

        _run.Error.ShouldContain("out_unwritable");
        _run.Error.ShouldContain("it is a folder");
        Directory.GetFiles(_run.Folder, "*.zip*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clip_that_cannot_be_read_leaves_no_file_behind()
    {
        Job job = Example.Job(1) with { Clip = Clip };
        _run.Agent.OnAudit = (_, _) => new Answer<AuditContent>.Given(new AuditContent { RequestId = "req_1", Clips = [new AuditClip("clips/a.mp4", job)], Notices = [] });

        (await _run.RunAsync("audit", "req_1")).ShouldBe(5);

        _run.Error.ShouldContain("audit_clip_unreadable");
        _run.Error.ShouldContain("--hashes");
        Directory.GetFiles(_run.Folder, "*.zip*").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_request_is_refused()
    {
        _run.Agent.OnAudit = (_, _) => new Answer<AuditContent>.Refused(Example.Refusal("request_unknown"));

        (await _run.RunAsync("audit", "req_none")).ShouldBe(2);

        _run.Error.ShouldContain("request_unknown");
    }

    [Fact]
    public async Task A_call_without_a_request_says_how()
    {
        (await _run.RunAsync("audit")).ShouldBe(2);
        _run.Error.ShouldContain("audit verify BUNDLE");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        (await _run.RunAsync("audit", "verify", "none.zip")).ShouldBe(2);
        _run.Error.ShouldContain("bundle_unreadable");
    }

    [Fact]
    public async Task What_is_no_bundle_exits_with_1_and_a_sentence()
    {
        File.WriteAllText(_run.PathOf("film.zip"), "no zip");

        (await _run.RunAsync("audit", "verify", "film.zip", "--json")).ShouldBe(1);

        JsonNode answer = JsonNode.Parse(_run.Output)!;
        answer["holds"]!.GetValue<bool>().ShouldBeFalse();
        answer["problems"]![0]!["code"]!.GetValue<string>().ShouldBe(ProblemCodes.BundleUnreadable);
    }

    public void Dispose() => _run.Dispose();

    private void Collects() => _run.Agent.OnAudit = (id, _) => new Answer<AuditContent>.Given(new AuditContent { RequestId = id, Clips = [], Notices = ["It was made with an older version."] });
}
