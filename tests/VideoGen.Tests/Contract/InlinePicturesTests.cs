using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

public sealed class InlinePicturesTests
{
    private static readonly byte[] Picture = [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 7))];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("image_base64", "")]
    [InlineData("image_url", "data:image/png;base64,")]
    public void A_picture_becomes_its_hash_and_plans_as_before(string member, string prefix)
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonNode still = request["generated_frames"]![0]!;
        still.AsObject().Remove("image_url");
        still[member] = prefix + Convert.ToBase64String(Picture);

        string kept = InlinePictures.Hashed(request.ToJsonString());

        kept.ShouldContain($"\"{prefix}sha256:{Convert.ToHexStringLower(SHA256.HashData(Picture))}\"");
        InlinePictures.IsHashed(kept).ShouldBeTrue();
        Plan(InlinePictures.Restored(Read(InlinePictures.Readable(kept)))).ShouldBe(Plan(Read(request.ToJsonString())));
    }

    [Fact]
    public void A_picture_in_a_list_that_is_written_as_text_is_found_too()
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonNode still = request["generated_frames"]![0]!;
        still.AsObject().Remove("image_url");
        still["image_base64"] = Convert.ToBase64String(Picture);
        request["generated_frames"] = request["generated_frames"]!.ToJsonString(Relaxed);
        string text = JsonSerializer.Serialize(request, Relaxed);

        string kept = InlinePictures.Hashed(text);

        kept.ShouldContain("sha256:");
        Plan(InlinePictures.Restored(Read(InlinePictures.Readable(kept)))).ShouldBe(Plan(Read(text)));
    }

    [Fact]
    public void Words_and_addresses_stay()
    {
        string text = $$"""{"a":"https://files.example/{{new string('a', 200)}}.png?sha256:no","b":"word {{new string('x', 300)}}","c":"short=="}""";

        InlinePictures.Hashed(text).ShouldBe(text);
    }

    private static Storyboard Read(string json) => new RequestReader(1 << 20).Read(Encoding.UTF8.GetBytes(json), null).ShouldBeOfType<ReadResult.Good>().Storyboard;

    private static string Plan(Storyboard storyboard) =>
        Planner.Plan(storyboard, Presets.Shipped("animatic"), VideoGen.Catalog.ShippedCatalog.Read()).ShouldBeOfType<PlanResult.Planned>().Answer.PlanHash;
}
