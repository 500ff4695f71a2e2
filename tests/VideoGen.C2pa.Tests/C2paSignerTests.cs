using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Provenance;
using VideoGen.Testing;
using VideoGen.Tests.Delivery;

namespace VideoGen.C2pa.Tests;

/// <summary>Signed clips, judged by the reference reader of C2PA, by ffmpeg (the same pictures) and by ExifTool (the mark is still there).</summary>
public sealed class C2paSignerTests(FfmpegFiles files) : IClassFixture<FfmpegFiles>, IDisposable
{
    private static readonly string Reader = Path.Combine(GoldenFile.Repository, "tests", "clients", "c2pa");

    private readonly Authority _authority = new();
    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new(Authority.Begin.AddDays(30));

    private string Clip => _folder["clip.mp4"];

    [Theory]
    [InlineData("plain.mp4")]
    [InlineData("faststart.mp4")]
    [InlineData("audio.mp4")]
    [InlineData("bframes.mp4")]
    [InlineData("rotated.mp4")]
    public async Task A_signed_clip_is_valid_and_has_the_same_pictures(string name)
    {
        Sign(files[name]).ShouldSatisfyAllConditions(s => s.SignedBy.ShouldBe("Lantern Pictures"), s => s.Marked.ShouldBeTrue(), s => s.Reason.ShouldBeNull());

        JsonElement told = await ReadAsync();
        Codes(told, "success").ShouldContain("claimSignature.validated");
        Codes(told, "success").ShouldContain("assertion.bmffHash.match");
        Codes(told, "failure").Except(["signingCredential.untrusted"]).ShouldBeEmpty("an authority of a test is on nobody's list");
        told.GetProperty("validation_state").GetString().ShouldBe("Valid");
        JsonElement manifest = told.GetProperty("manifests").GetProperty(told.GetProperty("active_manifest").GetString()!);
        manifest.GetProperty("claim_generator_info")[0].GetProperty("name").GetString().ShouldBe("VideoGen");
        JsonElement action = manifest.GetProperty("assertions").EnumerateArray().Single(a => a.GetProperty("label").GetString() == "c2pa.actions.v2").GetProperty("data").GetProperty("actions")[0];
        action.GetProperty("action").GetString().ShouldBe("c2pa.created");
        action.GetProperty("digitalSourceType").GetString().ShouldBe("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
        Pictures(Clip).ShouldBe(Pictures(files[name]));
        FfmpegFiles.Probe(Clip).ShouldBe(FfmpegFiles.Probe(files[name]));
        FfmpegFiles.Start("exiftool", $"-s -s -s -XMP:AISystemUsed {Clip}").Trim().ShouldBe("maker/model");
    }

    [Fact]
    public async Task Every_curve_signs()
    {
        foreach (ECCurve curve in (ECCurve[])[ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521])
        {
            Sign(files["plain.mp4"], curve: curve).SignedBy.ShouldBe("Lantern Pictures");
            (await ReadAsync()).GetProperty("validation_state").GetString().ShouldBe("Valid", curve.Oid.FriendlyName);
        }
    }

    [Theory]
    [InlineData("maker/model", "maker/madel")] // a letter of the mark
    [InlineData("", "")] // a byte of the pictures
    public async Task Tampering_is_found(string text, string other)
    {
        Sign(files["plain.mp4"]);
        byte[] bytes = await File.ReadAllBytesAsync(Clip);
        int at = text.Length > 0 ? bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(text)) : bytes.AsSpan().IndexOf("mdat"u8) + 100;
        (text.Length > 0 ? Encoding.UTF8.GetBytes(other) : [(byte)~bytes[at]]).CopyTo(bytes, at);
        await File.WriteAllBytesAsync(Clip, bytes);

        JsonElement told = await ReadAsync();
        told.GetProperty("validation_state").GetString().ShouldBe("Invalid");
        Codes(told, "failure").ShouldContain("assertion.bmffHash.mismatch");
    }

    [Fact]
    public void The_same_clip_is_signed_the_same()
    {
        SigningIdentity identity = _authority.Issue();
        Sign(files["plain.mp4"], identity);
        byte[] first = File.ReadAllBytes(Clip);
        Sign(files["plain.mp4"], identity);

        File.ReadAllBytes(Clip).ShouldBe(first);
    }

    [Fact]
    public void Offsets_that_are_64_bits_wide_move_too()
    {
        byte[] wide = Wide(File.ReadAllBytes(files["plain.mp4"]));
        File.WriteAllBytes(_folder["wide.mp4"], wide);
        Pictures(_folder["wide.mp4"]).ShouldBe(Pictures(files["plain.mp4"]));

        Sign(_folder["wide.mp4"]).SignedBy.ShouldNotBeNull();

        Pictures(Clip).ShouldBe(Pictures(files["plain.mp4"]));
    }

    [Fact]
    public async Task What_cannot_be_signed_is_delivered_and_says_why()
    {
        Sign(files["fragmented.mp4"]).ShouldSatisfyAllConditions(s => s.SignedBy.ShouldBeNull(), s => s.Reason.ShouldBe("The movie is in fragments."), s => s.Marked.ShouldBeTrue());
        Pictures(Clip).ShouldBe(Pictures(files["fragmented.mp4"]));
        Sign(files["plain.mp4"], job: Job() with { AiSystem = null, DigitalSource = null }).Reason.ShouldNotBeNull().ShouldContain("stills_source");
        _time.Advance(TimeSpan.FromDays(365 * 5));
        Sign(files["plain.mp4"]).Reason.ShouldBe("The certificate of Lantern Pictures expired on 2030-01-01.");
        (await ReadAsync()).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_damaged_index_is_left_as_it_is()
    {
        byte[] clip = File.ReadAllBytes(files["plain.mp4"]);
        int table = clip.AsSpan().IndexOf("stco"u8);
        clip[table + 8] = 0x7F; // more chunks than the box has room for
        File.WriteAllBytes(_folder["damaged.mp4"], clip);

        Sign(_folder["damaged.mp4"], options: new ProvenanceOptions { Mark = false }).SignedBy.ShouldBeNull();
        File.ReadAllBytes(Clip).ShouldBe(clip);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private ClipProvenance Sign(string source, SigningIdentity? identity = null, Job? job = null, ECCurve? curve = null, ProvenanceOptions? options = null)
    {
        File.Copy(source, Clip, overwrite: true);
        using FileStream file = new(Clip, FileMode.Open, FileAccess.ReadWrite);
        return ClipMark.Apply(file, "original", job ?? Job(), isMp4: true, options ?? new ProvenanceOptions(), new C2paSigner(identity ?? _authority.Issue(curve), _time));
    }

    private static Job Job() => Samples.Job() with { AiSystem = "maker/model", DigitalSource = DigitalSource.TrainedAlgorithmicMedia, ReservedUsd = 0, Price = new() };

    // Turns the 32-bit table of a clip whose index comes last into one of 64 bits.
    private static byte[] Wide(byte[] clip)
    {
        int table = clip.AsSpan().IndexOf("stco"u8) - 4;
        int count = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(clip.AsSpan(table + 12));
        byte[] wide = [.. clip[..table], .. new byte[16 + 8 * count], .. clip[(table + 16 + 4 * count)..]];
        Span<byte> box = wide.AsSpan(table);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, 16 + 8 * count);
        "co64"u8.CopyTo(box[4..]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box[12..], count);
        for (int i = 0; i < count; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(box[(16 + 8 * i)..], System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(clip.AsSpan(table + 16 + 4 * i)));
        }

        foreach (string parent in (string[])["moov", "trak", "mdia", "minf", "stbl"])
        {
            int at = wide.AsSpan(0, table).LastIndexOf(Encoding.ASCII.GetBytes(parent)) - 4;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(wide.AsSpan(at), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(wide.AsSpan(at)) + 4 * count);
        }

        return wide;
    }

    private static string Pictures(string file) => FfmpegFiles.Start("ffmpeg", $"-v error -i {file} -f framemd5 -");

    private static string[] Codes(JsonElement told, string kind) =>
        [.. told.GetProperty("validation_results").GetProperty("activeManifest").GetProperty(kind).EnumerateArray().Select(s => s.GetProperty("code").GetString()!)];

    private async Task<JsonElement> ReadAsync()
    {
        if (!Directory.Exists(Path.Combine(Reader, "node_modules")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund");
        }

        return JsonDocument.Parse(await RunAsync("node", "read.mjs", Clip)).RootElement;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Reader, RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
