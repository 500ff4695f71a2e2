using System.Buffers.Binary;
using System.Text.Json;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Provenance;
using VideoGen.Testing;
using VideoGen.Testing.Delivery;
using VideoGen.Tests.Delivery;

namespace VideoGen.Tests.Provenance;

/// <summary>What is written into a clip, judged by ffmpeg (the same pictures) and ExifTool (the facts).</summary>
public sealed class ClipMarkTests(FfmpegFiles files) : IClassFixture<FfmpegFiles>, IDisposable
{
    private const string Trained = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    private static readonly Guid C2pa = new("d8fec3d6-1b0e-483c-9297-5828877ec481");

    private readonly TestFolder _folder = new();

    private string File => _folder["clip.mp4"];

    [Theory]
    [MemberData(nameof(FfmpegFiles.Names), MemberType = typeof(FfmpegFiles))]
    public void Apply_Clip_KeepsEveryPictureAndSaysHowItWasMade(string name)
    {
        byte[] original = System.IO.File.ReadAllBytes(files[name]);

        ClipProvenance said = Apply(original);

        said.ShouldBe(new ClipProvenance { Marked = true, DigitalSource = DigitalSource.TrainedAlgorithmicMedia, ProviderManifest = false, ProviderSha256 = "original" });
        Pictures(File).ShouldBe(Pictures(files[name]));
        byte[] marked = System.IO.File.ReadAllBytes(File);
        Mp4Reader.Read(new MemoryStream(marked)).ShouldBe(Mp4Reader.Read(new MemoryStream(original)));
        JsonElement facts = Facts(File);
        facts.GetProperty("DigitalSourceType").GetString().ShouldBe(Trained);
        facts.GetProperty("AISystemUsed").GetString().ShouldBe("maker/<one> & \"two\"");
        facts.GetProperty("CreatorTool").GetString().ShouldBe(ProgramName.WithVersion);

        Apply(original);
        System.IO.File.ReadAllBytes(File).ShouldBe(marked);
    }

    [Fact]
    public void Apply_FragmentedMovie_KeepsItsIndexAtTheEnd()
    {
        Apply(System.IO.File.ReadAllBytes(files["fragmented.mp4"]));

        byte[] marked = System.IO.File.ReadAllBytes(File);
        int index = BinaryPrimitives.ReadInt32BigEndian(marked.AsSpan(^4)); // mfro says how far before the end mfra begins
        marked.AsSpan(marked.Length - index + 4, 4).SequenceEqual("mfra"u8).ShouldBeTrue();
    }

    [Fact]
    public void Apply_LastBoxWithoutSize_GetsOne()
    {
        byte[] clip = [.. SampleClips.Short];
        clip.AsSpan(clip.Length - 1032, 4).Clear();

        Apply(clip).Marked.ShouldBeTrue();

        System.IO.File.ReadAllBytes(File).AsSpan(0, clip.Length).SequenceEqual(SampleClips.Short).ShouldBeTrue();
    }

    [Fact]
    public void Apply_ClipThatNoModelMade_SaysWhatItsStillsAreAndNoMore()
    {
        Apply(SampleClips.Short, Job() with { AiSystem = null, DigitalSource = DigitalSource.CompositeSynthetic });
        JsonElement told = Facts(File);
        Apply(SampleClips.Short, Job() with { AiSystem = null, DigitalSource = null });
        JsonElement untold = Facts(File);

        told.GetProperty("DigitalSourceType").GetString().ShouldBe("http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic");
        told.TryGetProperty("AISystemUsed", out _).ShouldBeFalse();
        untold.TryGetProperty("DigitalSourceType", out _).ShouldBeFalse();
        untold.GetProperty("CreatorTool").GetString().ShouldBe(ProgramName.WithVersion);
    }

    [Fact]
    public void Apply_PaidClipOfAnOlderVersion_IsMarkedAsMadeByItsModel() =>
        Apply(SampleClips.Short, Job() with { AiSystem = null, DigitalSource = null, ReservedUsd = 1 }).DigitalSource.ShouldBe(DigitalSource.TrainedAlgorithmicMedia);

    [Fact]
    public void Apply_ManifestOfTheProvider_LeavesTheFileAsItIs() => LeftAlone([.. SampleClips.Short, .. Uuid(C2pa, "manifest"u8)], "manifest").ProviderManifest.ShouldBeTrue();

    [Fact]
    public void Apply_SourceTypeOfTheProvider_LeavesTheFileAsItIs() =>
        LeftAlone([.. SampleClips.Short, .. Uuid(XmpPacket.BoxType, "<Iptc4xmpExt:DigitalSourceType/>"u8)], "already");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_PacketOfTheProviderWithoutASource_IsAddedToAndStaysTheOnlyOne(bool isLast)
    {
        byte[] clip = System.IO.File.ReadAllBytes(files["plain.mp4"]);
        byte[] packet = Uuid(XmpPacket.BoxType, """
            <?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Theirs" dc:format="video/mp4"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
            """u8);
        byte[] behind = isLast ? [] : [0, 0, 0, 8, .. "free"u8];

        Apply([.. clip, .. packet, .. behind]).Marked.ShouldBeTrue();

        using FileStream marked = System.IO.File.OpenRead(File);
        TopBox.TryRead(marked)!.Count(b => b.Uuid == XmpPacket.BoxType).ShouldBe(1);
        Pictures(File).ShouldBe(Pictures(files["plain.mp4"]));
        JsonElement facts = Facts(File);
        facts.GetProperty("DigitalSourceType").GetString().ShouldBe(Trained);
        facts.GetProperty("AISystemUsed").GetString().ShouldBe("maker/<one> & \"two\"");
        facts.GetProperty("CreatorTool").GetString().ShouldBe("Theirs");
        facts.GetProperty("Format").GetString().ShouldBe("video/mp4");
    }

    [Fact]
    public void Apply_BytesBehindTheLastBox_LeavesTheFileAsItIs() => LeftAlone([.. SampleClips.Short, 1, 2, 3], "last box");

    [Fact]
    public void Apply_OtherContainer_LeavesTheFileAsItIs() => LeftAlone([.. SampleClips.Short], "no MP4", isMp4: false);

    [Fact]
    public void Apply_SwitchedOff_LeavesTheFileAsItIs() => LeftAlone([.. SampleClips.Short], "provenance.mark", new ProvenanceOptions { Mark = false });

    public void Dispose() => _folder.Dispose();

    private static Job Job() => Samples.Job() with { AiSystem = "maker/<one> & \"two\"", DigitalSource = DigitalSource.TrainedAlgorithmicMedia, ReservedUsd = 0, Price = new() };

    private ClipProvenance LeftAlone(byte[] clip, string reason, ProvenanceOptions? options = null, bool isMp4 = true)
    {
        ClipProvenance said = Apply(clip, options: options, isMp4: isMp4);

        (said.Marked, said.DigitalSource).ShouldBe((false, null));
        said.Reason.ShouldNotBeNull().ShouldContain(reason);
        System.IO.File.ReadAllBytes(File).ShouldBe(clip);
        return said;
    }

    private ClipProvenance Apply(byte[] clip, Job? job = null, ProvenanceOptions? options = null, bool isMp4 = true)
    {
        System.IO.File.WriteAllBytes(File, clip);
        using FileStream file = new(File, FileMode.Open, FileAccess.ReadWrite);
        return ClipMark.Apply(file, "original", job ?? Job(), isMp4, options ?? new ProvenanceOptions());
    }

    private static byte[] Uuid(Guid type, ReadOnlySpan<byte> content)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, 24 + content.Length);
        return [.. size, .. "uuid"u8, .. type.ToByteArray(bigEndian: true), .. content];
    }

    private static string Pictures(string file) => FfmpegFiles.Start("ffmpeg", $"-v error -i {file} -f framemd5 -");

    private static JsonElement Facts(string file) => JsonDocument.Parse(FfmpegFiles.Start("exiftool", $"-j -n -XMP:all {file}")).RootElement[0];
}
