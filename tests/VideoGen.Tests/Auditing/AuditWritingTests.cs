using System.Security.Cryptography;
using VideoGen.Auditing;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Synthesis;

namespace VideoGen.Tests.Auditing;

/// <summary>How a bundle is written: always the same bytes, of delivered clips alone, in little memory.</summary>
public sealed class AuditWritingTests : AuditStageTest
{
    [Fact]
    public async Task The_same_ledger_gives_the_same_bytes_into_whatever_they_are_written()
    {
        Job job = await DeliveredAsync();

        byte[] first = await BundleAsync(job.RequestId);
        Time.Advance(Seconds(3_600));
        byte[] second = await BundleAsync(job.RequestId);
        string file = Path.Combine(Stage.Home, "bundle.zip");
        await using (FileStream target = File.Create(file))
        {
            await WriteAsync(job.RequestId, target, withClips: true);
        }

        second.ShouldBe(first);
        (await File.ReadAllBytesAsync(file)).ShouldBe(first);
    }

    [Fact]
    public async Task A_clip_that_is_not_the_delivered_one_makes_no_bundle()
    {
        Job job = await DeliveredAsync();
        Clip clip = (await Agent.JobAsync(job.Id)).Clip!;
        await File.AppendAllTextAsync(clip.Address.LocalPath, "more");

        AuditException e = await Should.ThrowAsync<AuditException>(BundleAsync(job.RequestId));

        e.Problem.Code.ShouldBe(ProblemCodes.AuditClipUnreadable);
        e.Problem.Message.ShouldContain(clip.Path);
        (await VerifyAsync(await BundleAsync(job.RequestId, withClips: false))).Problems.ShouldBeEmpty();
    }

    // What is read and not yet written is held in memory; nothing else of a clip is.
    [Fact]
    public async Task No_more_than_a_buffer_of_a_clip_is_held_in_memory()
    {
        Job job = await DeliveredAsync();
        const long Bytes = 256L * 1024 * 1024;
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(new ZeroStream(Bytes)));
        await using SqliteLedger ledger = Open();
        AuditContent content = ((Answer<AuditContent>.Given)await new AuditCollector(ledger, ledger).CollectAsync(job.RequestId, withClips: true, CancellationToken.None)).Value;
        Job large = content.Clips[0].Job with { Clip = content.Clips[0].Job.Clip! with { Sha256 = sha256, FileSize = Bytes } };
        var counted = new CountingStream();
        long begin = 0;
        long held = 0;
        var zeros = new ZeroStream(Bytes) { Reading = read => held = Math.Max(held, read - (counted.Written - begin)) };

        await BundleWriter.WriteAsync(
            content with { Clips = [content.Clips[0] with { Job = large }] },
            counted,
            (_, _) =>
            {
                begin = counted.Written;
                return Task.FromResult<Stream>(zeros);
            },
            CancellationToken.None);

        counted.Written.ShouldBeGreaterThan(Bytes);
        held.ShouldBeInRange(0, 1024 * 1024);
    }

    [Fact]
    public async Task Requests_that_are_not_there_have_no_bundle()
    {
        await using SqliteLedger ledger = Open();

        var refused = (Answer<AuditContent>.Refused)await new AuditCollector(ledger, ledger).CollectAsync("req_none", withClips: true, CancellationToken.None);

        refused.Refusal.Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.RequestUnknown);
    }
}
