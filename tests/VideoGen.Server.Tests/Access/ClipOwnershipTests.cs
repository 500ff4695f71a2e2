using System.Net;
using VideoGen.Access;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Access;

public sealed class ClipOwnershipTests
{
    [Fact]
    public async Task A_clip_is_there_for_whoever_ordered_it_and_for_whoever_operates()
    {
        await using Site site = await Site.StartClosedAsync();
        string path = "media/" + await site.KeepClipAsync("token:ann");
        (string ann, string bob) = (site.Token("ann", Scopes.Read), site.Token("bob"));

        (await site.StatusAsync(HttpMethod.Get, path, ann)).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Get, path, site.Token("boss", Scopes.Operate))).ShouldBe(HttpStatusCode.OK);
        using HttpResponseMessage part = await site.SendAsync(HttpMethod.Get, path, ann, headers: h => h.Range = new(1, 2));
        (await part.Content.ReadAsStringAsync()).ShouldBe("li");
        using HttpResponseMessage theirs = await site.SendAsync(HttpMethod.Get, path, bob);
        using HttpResponseMessage absent = await site.SendAsync(HttpMethod.Get, path.Replace("segment_1_1", "segment_1_9", StringComparison.Ordinal), bob);
        theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Site.BodyWithoutTraceAsync(theirs)).ShouldBe(await Site.BodyWithoutTraceAsync(absent));
        theirs.Headers.Select(h => h.Key).ShouldBe(absent.Headers.Select(h => h.Key));
    }

    [Theory]
    [InlineData("MEDIA/projects/atlas/e1/segments/segment_1_1.mp4")]
    [InlineData("media//projects/atlas/e1/segments/segment_1_1.mp4")]
    [InlineData("media/projects/atlas//e1/segments/segment_1_1.mp4")]
    [InlineData("media/projects/atlas/e1/segments/%73egment_1_1.mp4")]
    [InlineData("media/projects/other%2F..%2Fatlas/e1/segments/segment_1_1.mp4")]
    public async Task No_way_of_writing_a_path_leads_to_anothers_clip(string path)
    {
        await using Site site = await Site.StartClosedAsync();
        await site.KeepClipAsync("token:ann");

        (await site.StatusAsync(HttpMethod.Get, path, site.Token("bob"))).ShouldBe(HttpStatusCode.NotFound);
        (await site.StatusAsync(HttpMethod.Head, path, site.Token("bert"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_clip_that_was_ordered_on_the_machine_is_nobodys_on_the_network_and_there_on_the_machine()
    {
        await using Site site = await Site.StartAsync();
        string path = "media/" + await site.KeepClipAsync(caller: null);

        (await site.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.OK);
        (await site.StatusAsync(HttpMethod.Get, path, site.Token("ann"))).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_clip_that_somebody_changed_is_not_handed_out()
    {
        await using Site site = await Site.StartClosedAsync();
        string path = await site.KeepClipAsync("token:ann");
        string ann = site.Token("ann");
        string file = Path.Combine(site.Settings.Home, "media", path);
        (await site.StatusAsync(HttpMethod.Get, $"media/{path}", ann)).ShouldBe(HttpStatusCode.OK);
        byte[] good = await File.ReadAllBytesAsync(file);

        await File.WriteAllTextAsync(file, "pilc"); // as long as before
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        using HttpResponseMessage changed = await site.SendAsync(HttpMethod.Get, $"media/{path}", ann);
        using HttpResponseMessage part = await site.SendAsync(HttpMethod.Get, $"media/{path}", site.Token("boss", Scopes.Operate), headers: h => h.Range = new(1, 2));

        (changed.StatusCode, await Site.CodeAsync(changed)).ShouldBe((HttpStatusCode.Gone, "clip_changed"));
        part.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await site.StatusAsync(HttpMethod.Get, $"media/{path}", site.Token("bob"))).ShouldBe(HttpStatusCode.NotFound);

        await File.WriteAllBytesAsync(file, good);
        (await site.StatusAsync(HttpMethod.Get, $"media/{path}", ann)).ShouldBe(HttpStatusCode.OK);
    }
}
