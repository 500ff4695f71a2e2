using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Tests.Auditing;

/// <summary>What is no bundle, or would harm whoever unpacks it, is refused before anything of it is read.</summary>
public sealed class AuditSafetyTests : AuditStageTest
{
    private static readonly byte[] EmptyZip = [0x50, 0x4B, 5, 6, .. new byte[18]];

    [Fact]
    public async Task What_is_no_bundle_or_not_safe_to_read_is_refused_with_its_place()
    {
        Job job = await DeliveredAsync();
        byte[] bundle = await BundleAsync(job.RequestId);

        (await VerifyAsync(bundle[..(bundle.Length / 2)])).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.BundleUnreadable);
        (await VerifyAsync([])).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.BundleUnreadable);
        (await VerifyAsync("no zip"u8.ToArray())).Problems.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.BundleUnreadable);
        foreach (string name in (string[])["../out.json", "/etc/passwd", "jobs/../../out", "C:\\out.json", "a//b", "jobs/./x"])
        {
            Problem problem = (await VerifyAsync(Edited(bundle, entries => entries[name] = [1]))).Problems.ShouldHaveSingleItem();
            (problem.Code, problem.Pointer).ShouldBe((ProblemCodes.BundleUnsafe, name));
        }

        Problem bomb = (await VerifyAsync(Edited(bundle, entries => entries["jobs/bomb.json"] = new byte[10_000_000], packed: "jobs/bomb.json"))).Problems.ShouldHaveSingleItem();
        (bomb.Code, bomb.Pointer).ShouldBe((ProblemCodes.BundleUnsafe, "jobs/bomb.json"));
        bomb.Message.ShouldContain("would become 10000000");
        ImmutableArray<Problem> heavy = (await VerifyAsync(Edited(bundle, entries => entries["jobs/heavy.json"] = new byte[(256 << 20) + 1], packed: "jobs/heavy.json"))).Problems;
        heavy[^1].Message.ShouldEndWith("268435456 are the most.");
        Problem shared = (await VerifyAsync(Shared(10_000))).Problems.ShouldHaveSingleItem();
        shared.Code.ShouldBe(ProblemCodes.BundleUnsafe);
        shared.Message.ShouldContain("share their bytes");
        ImmutableArray<Problem> again = (await VerifyAsync(Edited(bundle, _ => { }, packed: ""))).Problems;
        again.Length.ShouldBe(6);
        again[^1].Message.ShouldContain("packed it again");
    }

    [Fact]
    public async Task What_another_program_would_read_otherwise_is_found_though_every_hash_holds()
    {
        Job job = await DeliveredAsync();
        byte[] bundle = await BundleAsync(job.RequestId);
        int directory = BinaryPrimitives.ReadInt32LittleEndian(bundle.AsSpan(bundle.Length - 6));
        (await VerifyAsync(Edited(bundle, _ => { }))).Problems.ShouldBeEmpty("another program's zip of the same files in their order is as good");

        (await FaultAsync(Reversed(bundle))).Message.ShouldContain("no longer in the order of their names");
        (await FaultAsync([.. bundle, .. new byte[64]])).Message.ShouldContain("belong to none of its entries");
        (await FaultAsync([.. bundle[..^2], 5, 0, .. "hello"u8])).Message.ShouldContain("belong to none of its entries");
        (await FaultAsync(Moved([.. bundle[..directory], .. "hidden"u8, .. bundle[directory..]], directory + 6))).Message.ShouldContain($"At byte {directory} of the file");
        (await FaultAsync(Set(bundle, 0, 6, 9))).Message.ShouldContain("encrypted");
        (await FaultAsync(Set(bundle, directory, 8, 9))).Message.ShouldContain("encrypted");
        (await FaultAsync(Set(bundle, 0, 30, (byte)'X'))).Message.ShouldContain("is not that of the directory");
        (await FaultAsync(Set(bundle, directory, 41, 0xA1), ProblemCodes.BundleUnsafe)).Message.ShouldContain("a link or a device");
        (await FaultAsync(Edited(bundle, entries => entries["plan.json\n"] = [1]), ProblemCodes.BundleUnsafe)).Message.ShouldContain("characters that no bundle has");
    }

    private static async Task<Problem> FaultAsync(byte[] bundle, string code = ProblemCodes.BundleChanged)
    {
        Problem problem = (await VerifyAsync(bundle)).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code, problem.Message);
        return problem;
    }

    private static byte[] Set(byte[] bundle, int header, int at, byte value)
    {
        byte[] changed = [.. bundle];
        changed[header + at] = value;
        return changed;
    }

    private static byte[] Moved(byte[] zip, int directory)
    {
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(zip.Length - 6), directory);
        return zip;
    }

    private static byte[] Reversed(byte[] bundle)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in Entries(bundle).Reverse())
            {
                using Stream stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>A small archive with two entries whose bytes are the same ones.</summary>
    private static byte[] Shared(int bytes)
    {
        byte[] zip = Edited(EmptyZip, entries => entries["jobs/a.json"] = new byte[bytes]);
        int directory = BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - 6));
        byte[] record = zip[directory..^22];
        byte[] second = [.. record];
        "jobs/b.json"u8.CopyTo(second.AsSpan(46));
        byte[] end = zip[^22..];
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(8), 2);
        BinaryPrimitives.WriteInt16LittleEndian(end.AsSpan(10), 2);
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), 2 * record.Length);
        return [.. zip[..directory], .. record, .. second, .. end];
    }
}
