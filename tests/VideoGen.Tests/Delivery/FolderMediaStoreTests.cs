using VideoGen.Delivery;
using VideoGen.Testing;

namespace VideoGen.Tests.Delivery;

/// <summary>Clips stand in their place whole, once, and nowhere else.</summary>
public sealed class FolderMediaStoreTests : IDisposable
{
    private const string Place = "projects/p/e/segments/segment_1_1.mp4";

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Store_Clip_IsInItsPlaceWithItsAddress()
    {
        Uri address = await StoreAsync(new(_folder["media"]), Place, [1, 2, 3]);
        address.ShouldBe(new Uri(Path.Combine(_folder["media"], Place)));
        File.ReadAllBytes(address.LocalPath).ShouldBe([1, 2, 3]);
        Directory.EnumerateFiles(_folder["media"], "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Store_SameBytesAgain_IsASuccessAndOtherBytesAreRefused()
    {
        var store = new FolderMediaStore(_folder["media"]);
        Uri first = await StoreAsync(store, Place, [1]);
        (await StoreAsync(store, Place, [1])).ShouldBe(first);
        (await Should.ThrowAsync<IOException>(() => StoreAsync(store, Place, [2]))).Message.ShouldContain("taken by another clip");
        File.ReadAllBytes(first.LocalPath).ShouldBe([1]);
    }

    [Theory]
    [InlineData("../out.mp4")]
    [InlineData("projects/../../out.mp4")]
    [InlineData("/etc/out.mp4")]
    [InlineData(".")]
    public async Task Store_PathThatLeadsOut_IsRefused(string path) =>
        (await Should.ThrowAsync<IOException>(() => StoreAsync(new(_folder["media"]), path, [1]))).Message.ShouldContain("leads out");

    [Fact]
    public async Task Store_FolderWrittenWithASlashAtItsEnd_IsTheSameFolder() =>
        (await StoreAsync(new(_folder["media"] + "/"), Place, [1])).LocalPath.ShouldBe(Path.Combine(_folder["media"], Place));

    [Theory]
    [InlineData("https://media.example.com/clips")]
    [InlineData("https://media.example.com/clips/")]
    public async Task Store_WithAPublicAddress_GivesThatOne(string publicUrl) =>
        (await StoreAsync(new(_folder["media"], new Uri(publicUrl)), Place, [1])).AbsoluteUri.ShouldBe($"https://media.example.com/clips/{Place}");

    [Fact]
    public async Task Store_FolderThatCannotBeWritten_IsAnIOExceptionAndTheClipIsStillThere()
    {
        _folder.Write("media", [0]);
        string clip = _folder.Write("clip", [1]);
        await Should.ThrowAsync<IOException>(() => new FolderMediaStore(_folder["media"]).StoreAsync(Samples.NewClip(clip, [1], Place), default));
        File.Exists(clip).ShouldBeTrue();
    }

    [Fact]
    public async Task Store_ToAnotherDevice_LeavesNothingHalfWritten()
    {
        if (!Directory.Exists("/dev/shm"))
        {
            return;
        }

        string other = Directory.CreateDirectory($"/dev/shm/{Path.GetRandomFileName()}").FullName;
        try
        {
            File.ReadAllBytes((await StoreAsync(new(other), Place, [1, 2])).LocalPath).ShouldBe([1, 2]);
            Directory.EnumerateFiles(other, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Uri> StoreAsync(FolderMediaStore store, string path, byte[] bytes) =>
        (await store.StoreAsync(Samples.NewClip(_folder.Write("clip", bytes), bytes, path), default)).Address;
}
