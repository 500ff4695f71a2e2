using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Payload.Media;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;
using VideoGen.Testing.Delivery;

namespace VideoGen.Payload.Tests.Media;

/// <summary>Clips stand in the real CMS whole, once, behind its login, at the path of the naming convention.</summary>
public abstract class MediaTests(CmsServer cms) : IDisposable
{
    private static readonly byte[] Other = SampleClips.Of(4, 640, 360, 24);

    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly PayloadClient _client = new(cms.Options with { Attempts = 1 }, TimeProvider.System);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_clip_is_at_the_path_of_the_convention_for_those_who_may_see_it()
    {
        NewClip clip = Clip("at");
        StoredClip stored = await Store().StoreAsync(clip, CancellationToken.None);

        stored.Address.ShouldBe(new Uri(cms.Address, "/media/projects/atlas/at/segments/segment_1_1.mp4"));
        (await Fetcher().FetchAsync(stored.Address, _folder["back.mp4"], CancellationToken.None)).Sha256.ShouldBe(clip.Sha256);
        (await _http.GetAsync(stored.Address)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        PayloadDocument document = (await _client.FindByKeyAsync("media", "job_id", "job_at", [], CancellationToken.None))!;
        document.Id.Text.ShouldBe(stored.DocumentId);
        ((string?)document.Fields["sha256"], (string?)document.Fields["project_id"], (string?)document.Fields["episode_id"], (decimal)document.Fields["duration_seconds"]!)
            .ShouldBe((clip.Sha256, "atlas", "at", 3m));
    }

    [Fact]
    public async Task The_same_clip_again_is_a_success_and_another_is_refused()
    {
        StoredClip first = await Store().StoreAsync(Clip("again"), CancellationToken.None);
        (await Store().StoreAsync(Clip("again"), CancellationToken.None)).ShouldBe(first);
        (await Should.ThrowAsync<IOException>(() => Store().StoreAsync(Clip("again", Other), CancellationToken.None))).Message.ShouldContain("taken by another clip");
        Directory.EnumerateFiles(_folder.Path, "*.stored").ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_store_one_clip_at_once_leave_one()
    {
        NewClip clip = Clip("race");
        Task<StoredClip>[] calls = [Store().StoreAsync(clip, CancellationToken.None), Store().StoreAsync(clip with { File = _folder.Write("race-2.mp4", SampleClips.Short) }, CancellationToken.None)];
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default); // one may come while the other's file is on its way, and is told to try again

        StoredClip stored = await Store().StoreAsync(clip, CancellationToken.None);

        calls.ShouldContain(c => c.IsCompletedSuccessfully);
        calls.ShouldAllBe(c => c.IsCompletedSuccessfully ? c.Result == stored : c.Exception!.InnerException is IOException);
        (await _client.FindAsync("media", new PayloadQuery { Where = [new("job_id", "job_race")] }, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_take_stands_beside_the_first()
    {
        StoredClip first = await Store().StoreAsync(Clip("take"), CancellationToken.None);
        StoredClip second = await Store().StoreAsync(Clip("take", Other) with { Path = "projects/atlas/take/segments/segment_1_1_take2.mp4", Take = 2 }, CancellationToken.None);
        second.Address.AbsolutePath.ShouldEndWith("segment_1_1_take2.mp4");
        (await Fetcher().FetchAsync(first.Address, _folder["first.mp4"], CancellationToken.None)).Bytes.ShouldBe(SampleClips.Short.Length);
    }

    [Fact]
    public async Task A_file_that_the_CMS_lost_is_stored_anew()
    {
        NewClip clip = Clip("lost");
        await Store().StoreAsync(clip, CancellationToken.None);
        File.Delete(cms.Home["files/projects/atlas/lost/segments/segment_1_1.mp4"]);
        await cms.StopAsync(); // a document without a file makes room only when it is from before the start: its file may be on its way
        await cms.StartAsync();

        StoredClip again = await Store().StoreAsync(clip, CancellationToken.None);

        (await Fetcher().FetchAsync(again.Address, _folder["back.mp4"], CancellationToken.None)).Sha256.ShouldBe(clip.Sha256);
    }

    [Fact]
    public async Task A_clip_whose_document_or_file_is_gone_or_changed_is_lost_and_stored_anew_beside_what_was_changed()
    {
        NewClip clip = Clip("held");
        StoredClip stored = await Store().StoreAsync(clip, CancellationToken.None);
        Clip held = Samples.Clip() with { Address = stored.Address, MediaId = stored.DocumentId, Path = clip.Path, Sha256 = clip.Sha256 };
        string file = cms.Home["files/projects/atlas/held/segments/segment_1_1.mp4"];
        (await Store().HasLostAsync(held, CancellationToken.None)).ShouldBeFalse();
        (await Store().HasLostAsync(held with { MediaId = null }, CancellationToken.None)).ShouldBeFalse("an older version kept no id");

        await File.WriteAllBytesAsync(file, Other);
        (await Store().HasLostAsync(held, CancellationToken.None)).ShouldBeTrue();
        await Should.ThrowAsync<MediaTakenException>(() => Store().StoreAsync(clip, CancellationToken.None));
        File.Delete(file);
        (await Store().HasLostAsync(held, CancellationToken.None)).ShouldBeTrue();

        await File.WriteAllBytesAsync(file, SampleClips.Short);
        (await Store().HasLostAsync(held, CancellationToken.None)).ShouldBeFalse("it was put back");
        using (CmsAdmin admin = await cms.SignInAsync())
        {
            await admin.DeleteAsync("media", stored.DocumentId!);
        }

        (await Store().HasLostAsync(held, CancellationToken.None)).ShouldBeTrue();
        StoredClip again = await Store().StoreAsync(clip, CancellationToken.None);
        (await Store().HasLostAsync(held with { Address = again.Address, MediaId = again.DocumentId }, CancellationToken.None)).ShouldBeFalse();

        await cms.StopAsync();
        await Should.ThrowAsync<IOException>(() => Store().HasLostAsync(held, CancellationToken.None));
        await cms.StartAsync();
    }

    [Fact]
    public async Task What_the_CMS_refuses_is_told_with_its_reason()
    {
        NewClip noVideo = Clip("refused", [.. "not a video at all, whatever its name says"u8]);
        (await Should.ThrowAsync<IOException>(() => Store().StoreAsync(noVideo, CancellationToken.None))).Message.ShouldContain("400");
    }

    [Fact]
    public async Task A_clip_above_the_limit_is_refused_before_it_is_sent()
    {
        (await _client.ReadUploadLimitAsync(CancellationToken.None)).ShouldBe(512L * 1024 * 1024);
        NewClip tooLarge = Clip("large") with { FileSize = 513L * 1024 * 1024, File = _folder["never-read.mp4"] };
        var refused = await Should.ThrowAsync<ClipRefusedException>(() => Store().StoreAsync(tooLarge, CancellationToken.None));
        refused.Message.ShouldContain("takes files of 536870912 bytes at most");
        refused.Remedy.ShouldContain("upload.limits.fileSize");
    }

    [Fact]
    public async Task A_field_of_its_own_is_filled_from_the_settings()
    {
        ImmutableDictionary<string, JsonElement> values = ImmutableDictionary<string, JsonElement>.Empty
            .Add("project_id", JsonSerializer.SerializeToElement("{project_id}/{scene_number}")).Add("duration_seconds", JsonSerializer.SerializeToElement("{shot_order}"));
        await Store(values).StoreAsync(Clip("filled"), CancellationToken.None);
        JsonObject fields = (await _client.FindByKeyAsync("media", "job_id", "job_filled", [], CancellationToken.None))!.Fields;
        ((string?)fields["project_id"], (int)fields["duration_seconds"]!).ShouldBe(("atlas/1", 1));
    }

    private NewClip Clip(string episode, byte[]? bytes = null) =>
        Samples.NewClip(_folder.Write($"{episode}.mp4", bytes ?? SampleClips.Short), bytes ?? SampleClips.Short, $"projects/atlas/{episode}/segments/segment_1_1.mp4") with
        {
            EpisodeId = episode,
            JobId = $"job_{episode}",
        };

    private ClipFetcher Fetcher() => new(_http, 1 << 20, own: PayloadHost.Of(cms.Options));

    private PayloadMediaStore Store(ImmutableDictionary<string, JsonElement>? values = null) =>
        new(_client, cms.Options, new MediaValues(values ?? ImmutableDictionary<string, JsonElement>.Empty), flatNames: false, Fetcher());
}
