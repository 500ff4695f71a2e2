using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Fal.Payloads;
using VideoGen.Fal.Tests.Harness;
using VideoGen.Frames;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Fal.Tests.Payloads;

public sealed class GoldenPayloadTests
{
    private const string Folder = "tests/VideoGen.Fal.Tests/Golden";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<object[]> Orders => Shipped.Orders.Select(o => new object[] { o.Preset.Model, o.Frames });

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_payload_is_the_reviewed_one(string model, int frames)
    {
        var payload = Build(model, frames);
        FalPayloadCheck.Check(Shipped.Preset(model), payload, frames).ShouldBeEmpty();
        GoldenFile.ShouldMatch($"{Folder}/{Name(model, frames)}", payload.ToJsonString(Readable));
    }

    [Fact]
    public void Every_golden_file_belongs_to_a_preset() =>
        Directory.GetFiles(Path.Combine(GoldenFile.Repository, Folder)).Select(f => Path.GetFileName(f))
            .ShouldBe(Shipped.Orders.Select(o => Name(o.Preset.Model, o.Frames)), ignoreOrder: true);

    internal static JsonObject Build(string model, int frames)
    {
        ImmutableArray<FrameStill> stills =
            [.. Enumerable.Range(1, frames).Select(i => new FrameStill($"SCENE_1_SHOT_{i}", "", "", new string('0', 64), "image/png", 1280, 720, 1))];
        ImmutableArray<string> pictures = [.. stills.Select(s => $"https://v3.fal.media/files/b/{s.FrameId}.png")];
        return PresetPayload.Build(FalBench.Order(Shipped.Preset(model), stills), pictures);
    }

    private static string Name(string model, int frames) => $"{model.Replace('/', '_')}.{frames}.json";
}
