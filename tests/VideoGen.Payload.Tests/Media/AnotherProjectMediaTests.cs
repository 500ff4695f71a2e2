using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Payload.Media;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;
using VideoGen.Testing.Delivery;

namespace VideoGen.Payload.Tests.Media;

/// <summary>An upload collection that another project has had for years takes our clips as it is.</summary>
public sealed class AnotherProjectMediaTests(AnotherProject cms) : IClassFixture<AnotherProject>, IDisposable
{
    private const int CutAt = 64 * 1024;

    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly PayloadClient _client = new(cms.Options with { Attempts = 1 }, TimeProvider.System);

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_required_fields_are_filled_and_its_names_hold_the_whole_path()
    {
        NewClip clip = Clip("projects/atlas/e1/segments/segment_1_1.mp4");
        StoredClip stored = await Store().StoreAsync(clip, CancellationToken.None);

        PayloadDocument document = (await _client.FindByKeyAsync("media", "filename", "projects~atlas~e1~segments~segment_1_1.mp4", [], CancellationToken.None))!;
        (document.Id.Text, document.Id.IsNumber).ShouldBe((stored.DocumentId, false));
        ((string?)document.Fields["alt"], (string?)document.Fields["production"], (int)document.Fields["scene"]!, (string?)document.Fields["kind"])
            .ShouldBe(("Scene 1 of atlas", cms.Production, 1, "clip"));
        (await Fetcher().FetchAsync(stored.Address, _folder["back.mp4"], CancellationToken.None)).Sha256.ShouldBe(clip.Sha256);
    }

    [Fact]
    public async Task Without_a_field_for_the_hash_the_bytes_tell_whether_it_is_the_same_clip()
    {
        const string path = "projects/atlas/e2/segments/segment_1_1.mp4";
        StoredClip first = await Store().StoreAsync(Clip(path), CancellationToken.None);
        (await Store().StoreAsync(Clip(path), CancellationToken.None)).ShouldBe(first);
        (await Should.ThrowAsync<IOException>(() => Store().StoreAsync(Clip(path, SampleClips.Of(2, 64, 64, 24)), CancellationToken.None))).Message.ShouldContain("taken");
    }

    [Fact]
    public async Task A_required_field_that_is_not_filled_is_named_with_the_way_out()
    {
        var values = new MediaValues(ImmutableDictionary<string, JsonElement>.Empty);
        var store = new PayloadMediaStore(_client, cms.Options, values, flatNames: true, Fetcher());
        var refused = await Should.ThrowAsync<ClipRefusedException>(() => store.StoreAsync(Clip("projects/atlas/e3/segments/segment_1_1.mp4"), CancellationToken.None));
        refused.Message.ShouldContain("alt");
        refused.Message.ShouldContain("production");
        refused.Remedy.ShouldContain("payload.media_values");
    }

    [Fact]
    public async Task Without_a_field_for_the_folder_the_setting_for_it_is_named()
    {
        var store = new PayloadMediaStore(_client, cms.Options, new MediaValues(ImmutableDictionary<string, JsonElement>.Empty), flatNames: false, Fetcher());
        (await Should.ThrowAsync<ClipRefusedException>(() => store.StoreAsync(Clip("projects/atlas/e4/segments/segment_1_1.mp4"), CancellationToken.None))).Remedy.ShouldContain("payload.media_flat_names");
    }

    [Fact]
    public async Task A_clip_is_handed_out_under_the_public_address_which_knows_the_key_as_well()
    {
        PayloadOptions options = cms.Options with { PublicUrl = new Uri("https://cms.example.com") };
        Uri address = (await Store(options).StoreAsync(Clip("projects/atlas/e5/segments/segment_1_1.mp4"), CancellationToken.None)).Address;

        address.GetLeftPart(UriPartial.Authority).ShouldBe("https://cms.example.com");
        OwnHost host = PayloadHost.Of(options);
        (host.Covers(address), host.Covers(cms.Address), host.Covers(new Uri("https://other.example.com"))).ShouldBe((true, true, false));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cms.Address, address.PathAndQuery));
        host.SignIn(request);
        (await _http.SendAsync(request)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task A_clip_that_the_CMS_cut_off_is_never_taken_for_stored()
    {
        const string path = "projects/atlas/e6/segments/segment_1_1.mp4";

        // Cut between two boxes, where Payload's own check of MP4 files finds nothing wrong.
        byte[] large = [.. SampleClips.Short, .. Free(CutAt - SampleClips.Short.Length), .. Free(16_000)];
        for (int attempt = 1; attempt <= 2; attempt++)
        {
            var refused = await Should.ThrowAsync<ClipRefusedException>(() => Store().StoreAsync(Clip(path, large), CancellationToken.None));
            refused.Message.ShouldContain($"kept {CutAt} bytes that are not the {large.Length} of the clip");
            refused.Remedy.ShouldContain("upload.limits.fileSize");
            refused.Remedy.ShouldMatch("Delete document [0-9a-f-]{36} of assets");
        }

        (await _client.FindAsync("media", new PayloadQuery { Where = [new("filename", "e6", "like")] }, CancellationToken.None)).Length.ShouldBe(1); // no take beside it
    }

    [Fact]
    public async Task A_CMS_without_the_plugin_tells_no_limit() => (await _client.ReadUploadLimitAsync(CancellationToken.None)).ShouldBeNull();

    private static byte[] Free(int bytes)
    {
        byte[] box = new byte[bytes];
        BinaryPrimitives.WriteInt32BigEndian(box, bytes);
        "free"u8.CopyTo(box.AsSpan(4));
        return box;
    }

    private NewClip Clip(string path, byte[]? bytes = null) => Samples.NewClip(_folder.Write("clip.mp4", bytes ?? SampleClips.Short), bytes ?? SampleClips.Short, path);

    private ClipFetcher Fetcher() => new(_http, 1 << 20, own: PayloadHost.Of(cms.Options));

    private PayloadMediaStore Store(PayloadOptions? options = null)
    {
        var values = new JsonObject { ["alt"] = "Scene {scene_number} of {project_id}", ["production"] = cms.Production, ["scene"] = "{scene_number}", ["kind"] = "clip" };
        return new PayloadMediaStore(
            _client, options ?? cms.Options, new MediaValues(values.ToImmutableDictionary(v => v.Key, v => JsonSerializer.SerializeToElement(v.Value))), flatNames: true, Fetcher());
    }
}
