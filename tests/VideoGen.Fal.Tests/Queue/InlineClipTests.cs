using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

/// <summary>A clip that stands in the answer itself is all there is of it: fal keeps no copy of what is made in sync mode.</summary>
public sealed class InlineClipTests : IDisposable
{
    private const string Completed = """{"status":"COMPLETED"}""";
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];
    private static readonly string Data = $"data:video/mp4;base64,{Convert.ToBase64String(Bytes)}";

    private readonly FalBench _bench = new();

    public static TheoryData<string> Shapes =>
    [
        Answer(Data),
        $$"""{"video":"{{Data}}"}""",
        $$"""{"videos":[{"url":"{{Data}}"}]}""",
        $$"""{"output":["{{Data}}"]}""",
        $$"""{"video":{"720p":"{{Data}}" } }""",
        $$"""{"video":"{{Data.Replace("video/mp4", "application/octet-stream", StringComparison.Ordinal)}}"}""",
        $$"""{"video":"{{Data.Replace("video/mp4;", "DATA:;", StringComparison.Ordinal)[5..]}}"}""",
        $$"""{"video":"{{Data.Replace("mp4;", "mp4; codecs=avc1;", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal)}}"}""",
    ];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task It_is_written_to_a_file_of_its_owner_before_the_answer_counts(string result)
    {
        _bench.Fal.Answer(200, Completed).Answer(200, result, ("X-Fal-Billable-Units", "4"));

        ProviderClip clip = (await _bench.Provider.GetStatusAsync(FalBench.Job(), default)).ShouldBeOfType<JobStatus.Succeeded>().Clip;

        ShouldHold(clip);
        (clip.BilledUnits, clip.FileSize, clip.Address.OriginalString.Length < 1000, clip.Response!.Length).ShouldBe((4, Bytes.Length, true, 65_536));
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(clip.Address.LocalPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task So_it_is_when_a_webhook_brings_it_and_read_twice_it_is_one_file()
    {
        DeliveryReading reading = _bench.Provider.ReadDelivery(
            FalBench.Submission(), $$"""{"request_id":"{{FalBench.Id}}","status":"OK","payload":{{Answer(Data)}} }""").ShouldNotBeNull();
        _bench.Fal.Answer(200, Completed).Answer(200, Answer(Data));
        ProviderClip read = (await _bench.Provider.GetStatusAsync(FalBench.Job(), default)).ShouldBeOfType<JobStatus.Succeeded>().Clip;

        ProviderClip clip = reading.Status.ShouldBeOfType<JobStatus.Succeeded>().Clip;
        ShouldHold(clip);
        read.Address.ShouldBe(clip.Address);
        Directory.GetFiles(Path.Combine(_bench.Home, "work", "answers")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task So_it_is_when_the_blocking_endpoint_brings_it()
    {
        _bench.Fal.Answer(200, Answer(Data), ("x-fal-request-id", FalBench.Id));

        SubmitResult.Finished finished = (await _bench.Provider.SubmitAsync(FalBench.Submission(blocking: true), default)).ShouldBeOfType<SubmitResult.Finished>();

        ShouldHold(finished.Clip);
    }

    [Fact]
    public async Task One_that_the_blocking_endpoint_cut_is_looked_for_at_the_queue()
    {
        _bench.Fal.Answer(200, """{"video":{"url":"data:video/mp4;base64,AAA"}}""", ("x-fal-request-id", FalBench.Id));

        (await _bench.Provider.SubmitAsync(FalBench.Submission(blocking: true), default)).ShouldBeOfType<SubmitResult.Accepted>().Job.RequestId.ShouldBe(FalBench.Id);
    }

    [Fact]
    public async Task Where_it_cannot_be_written_the_job_stays_open_and_says_why()
    {
        File.WriteAllText(Path.Combine(_bench.Home, "work"), "a file where the folder belongs");
        _bench.Fal.Answer(200, Completed).Answer(200, Answer(Data), ("X-Fal-Billable-Units", "4"));

        JobStatus.Unread unread = (await _bench.Provider.GetStatusAsync(FalBench.Job(), default)).ShouldBeOfType<JobStatus.Unread>();

        unread.Message.ShouldContain("cannot be written here");
        (unread.BilledUnits, unread.Result!.Length).ShouldBe((4, 65_536));
    }

    [Fact]
    public async Task An_answer_that_is_too_large_names_the_setting_that_takes_it()
    {
        using FalBench small = new(new FalOptions { AnswerMaxBytes = 100_000, ReadAttempts = 1 });
        small.Fal.Answer(200, Completed).Answer(200, Answer(Data));

        (await small.Provider.GetStatusAsync(FalBench.Job(), default)).ShouldBeOfType<JobStatus.Unread>().Message.ShouldContain("fal.answer_max_bytes");
    }

    private static string Answer(string address) => $$$"""{"video":{"url":"{{{address}}}","content_type":"video/mp4"}}""";

    private void ShouldHold(ProviderClip clip)
    {
        clip.Address.IsFile.ShouldBeTrue();
        clip.Address.LocalPath.ShouldStartWith(_bench.Home);
        File.ReadAllBytes(clip.Address.LocalPath).ShouldBe(Bytes);
    }
}
