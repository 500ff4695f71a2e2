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

    [Theory]
    [InlineData("100% sure")]
    [InlineData("a%41#b?c")]
    public async Task Store_FolderWithSignsOfAddressesInItsName_IsFoundUnderTheAddress(string folder)
    {
        Uri address = await StoreAsync(new(_folder[folder]), Place, [1]);
        address.LocalPath.ShouldBe(Path.Combine(_folder[folder], Place));
        File.ReadAllBytes(new Uri(address.AbsoluteUri).LocalPath).ShouldBe([1]);
    }

    [Fact]
    public async Task Store_FileThatIsNotWhatWasProved_IsNotStored()
    {
        NewClip clip = Samples.NewClip(_folder.Write("clip", [1]), [1], Place);
        _folder.Write("clip", [2]);
        (await Should.ThrowAsync<IOException>(() => new FolderMediaStore(_folder["media"]).StoreAsync(clip, default))).Message.ShouldContain("changed");
        Directory.EnumerateFiles(_folder["media"], "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData("https://media.example.com/", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public async Task Store_Clip_IsReadByItsOwnerAloneUnlessAnotherServerHandsItOut(string? publicUrl, UnixFileMode rights)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it has no such rights
        }

        await StoreAsync(new(_folder["media"], publicUrl is null ? null : new Uri(publicUrl)), Place, [1]);
        File.GetUnixFileMode(Path.Combine(_folder["media"], Place)).ShouldBe(rights);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Uri> StoreAsync(FolderMediaStore store, string path, byte[] bytes) =>
        (await store.StoreAsync(Samples.NewClip(_folder.Write("clip", bytes), bytes, path), default)).Address;
}
