using System.Collections.Immutable;
using System.Diagnostics;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Jobs;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

public sealed class ExportTests : IDisposable
{
    private static readonly Job Shot = Example.Job(1) with { Clip = Samples.Clip() };

    private readonly CliRun _run = new();
    private readonly List<ExportQuery> _asked = [];
    private ImmutableArray<ExportedClip> _clips = [new(Shot, "segment_1_1.mp4")];

    public ExportTests() => _run.Agent.OnExport = (query, view) =>
    {
        _asked.Add(query);
        return new Answer<ExportedFilm>.Given(new ExportedFilm
        {
            Text = string.Join(' ', _clips.Select(c => view.Address(c.Job, c.FileName))),
            MediaType = "text/plain",
            FileName = "film.otio",
            Notices = ["segment_1_2: It is still being made."],
            Clips = _clips,
        });
    };

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_document_is_the_output_and_notices_are_not()
    {
        (await _run.RunAsync("export", "req_a")).ShouldBe(0);

        _run.Output.ShouldBe(Shot.Clip!.Address.AbsoluteUri);
        _run.Error.ShouldContain("Note: segment_1_2: It is still being made.");
        _asked.ShouldHaveSingleItem().ShouldBe(new ExportQuery { RequestId = "req_a", Format = ExportFormat.Otio });
    }

    [Theory]
    [InlineData("film.fcpxml", ExportFormat.Fcpxml)]
    [InlineData("film.EDL", ExportFormat.Edl)]
    [InlineData("film.csv", ExportFormat.Csv)]
    [InlineData("film.otio", ExportFormat.Otio)]
    [InlineData("film", ExportFormat.Otio)]
    public async Task The_name_of_the_file_chooses_the_form(string name, ExportFormat format)
    {
        (await _run.RunAsync("export", "--project", "atlas", "--episode", "e1", "--out", name)).ShouldBe(0);

        File.Exists(Path.Combine(_run.Folder, name)).ShouldBeTrue();
        _asked.ShouldHaveSingleItem().ShouldBe(new ExportQuery { ProjectId = "atlas", EpisodeId = "e1", Format = format });
    }

    [Fact]
    public async Task Clips_are_copied_once_and_named_beside_the_document()
    {
        int fetched = 0;
        _run.Agent.OnFetch = (job, path) =>
        {
            fetched++;
            File.WriteAllBytes(path, [1, 2, 3]);
            return ValueTask.CompletedTask;
        };
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([1, 2, 3]));
        _clips = [new(Shot with { Clip = Shot.Clip! with { Sha256 = hash } }, "segment 1.mp4")];

        (await _run.RunAsync("export", "req_a", "-o", "film.otio", "--clips", "cut/clips")).ShouldBe(0);
        (await _run.RunAsync("export", "req_a", "-o", "film.otio", "--clips", "cut/clips")).ShouldBe(0);

        fetched.ShouldBe(1);
        (await File.ReadAllTextAsync(Path.Combine(_run.Folder, "film.otio"))).ShouldBe("cut/clips/segment%201.mp4");
        (await _run.RunAsync("export", "req_a", "-o", "film.fcpxml", "--clips", "cut/clips")).ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(_run.Folder, "film.fcpxml"))).ShouldBe(new Uri(Path.Combine(_run.Folder, "cut/clips/segment 1.mp4")).AbsoluteUri);
    }

    [Fact]
    public async Task A_file_that_is_there_and_another_is_kept_and_told()
    {
        Directory.CreateDirectory(Path.Combine(_run.Folder, "clips"));
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "clips/segment_1_1.mp4"), "mine");

        (await _run.RunAsync("export", "req_a", "--clips", "clips")).ShouldBe(ExitCode.Broken);

        _run.Error.ShouldContain("is there and is another file");
        (await File.ReadAllTextAsync(Path.Combine(_run.Folder, "clips/segment_1_1.mp4"))).ShouldBe("mine");
    }

    [Fact]
    public async Task What_cannot_be_copied_or_written_is_a_problem_with_the_way_out()
    {
        (await _run.RunAsync("export", "req_a", "--clips", "clips", "-o", "no/such/film.otio")).ShouldBe(ExitCode.Broken);

        _run.Error.ShouldContain("clip_not_copied");
        _run.Error.ShouldContain("out_unwritable");
    }

    [Fact]
    public async Task A_folder_for_clips_that_cannot_be_made_writes_no_document()
    {
        await File.WriteAllTextAsync(_run.PathOf("taken"), "mine");

        (await _run.RunAsync("export", "req_a", "--clips", "taken", "-o", "film.otio")).ShouldBe(ExitCode.Broken);

        _run.Error.ShouldContain("--clips cannot be made: it is a file.");
        File.Exists(_run.PathOf("film.otio")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_link_stays_a_link_and_nothing_is_left_beside_it()
    {
        await File.WriteAllTextAsync(_run.PathOf("old.otio"), "old");
        File.CreateSymbolicLink(_run.PathOf("film.otio"), _run.PathOf("old.otio"));

        (await _run.RunAsync("export", "req_a", "-o", "film.otio")).ShouldBe(0);

        new FileInfo(_run.PathOf("film.otio")).LinkTarget.ShouldNotBeNull();
        (await File.ReadAllTextAsync(_run.PathOf("old.otio"))).ShouldBe(Shot.Clip!.Address.AbsoluteUri);
        Directory.GetFiles(_run.Folder, "*.part").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_not_replaced()
    {
        Process.Start("mkfifo", _run.PathOf("film.otio")).WaitForExit();
        using Process reader = Process.Start(new ProcessStartInfo("cat", [_run.PathOf("film.otio")]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        (await _run.RunAsync("export", "req_a", "-o", "film.otio")).ShouldBe(0);

        (await reader.StandardOutput.ReadToEndAsync()).ShouldBe(Shot.Clip!.Address.AbsoluteUri);
        new FileInfo(_run.PathOf("film.otio")).Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_is_left_by_an_interrupt()
    {
        Process.Start("mkfifo", _run.PathOf("film.otio")).WaitForExit();
        Task<int> run = _run.RunAsync("export", "req_a", "-o", "film.otio");
        _run.Interrupt();

        (await run).ShouldBe(ExitCode.Interrupted);
        await using var free = new FileStream(_run.PathOf("film.otio"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite); // whoever still opens it goes on
    }

    [Fact]
    public async Task A_call_that_cannot_be_meant_asks_no_agent()
    {
        (await _run.RunAsync("export", "req_a", "--format", "aaf", "--rate", "x")).ShouldBe(ExitCode.BadInput);

        _asked.ShouldBeEmpty();
        _run.Error.ShouldContain("/format");
        _run.Error.ShouldContain("/rate");
        _run.Error.ShouldNotContain("Nothing was submitted"); // nothing was to be
    }

    [Theory]
    [InlineData("export needs ID, or --project ID.")]
    [InlineData("ID goes without --project.", "req_a", "--project", "atlas")]
    [InlineData("--episode goes with --project.", "req_a", "--episode", "e1")]
    [InlineData("--out film.xyz has an ending that is none of a form (.otio, .fcpxml, .edl, .csv)", "req_a", "-o", "film.xyz")]
    public async Task What_it_lacks_is_said_in_the_words_of_the_command_line(string says, params string[] arguments)
    {
        (await _run.RunAsync(["export", .. arguments])).ShouldBe(ExitCode.BadInput);

        _asked.ShouldBeEmpty();
        _run.Error.ShouldContain(says);
    }

    [Fact]
    public async Task A_refusal_is_shown()
    {
        _run.Agent.OnExport = (_, _) => new Answer<ExportedFilm>.Refused(new Refusal { Problems = [new("request_unknown", "/request_id", "There is no request 'x' here.", "Use another.")] });

        (await _run.RunAsync("export", "x")).ShouldBe(ExitCode.BadInput);

        _run.Error.ShouldContain("There is no request 'x' here.");
    }
}
