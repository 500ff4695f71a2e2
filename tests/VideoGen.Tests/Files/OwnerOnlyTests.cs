using System.Runtime.Versioning;
using VideoGen.Files;
using VideoGen.Frames;
using VideoGen.Testing;

namespace VideoGen.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class OwnerOnlyTests : IDisposable
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode EverybodyEnters = Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestFolder _folder = new();

    [Fact]
    public void What_an_older_version_left_open_is_narrowed()
    {
        string[] ours = ["ledger.db", "ledger.db-wal", "ledger.db.claimers/p1", "pictures/ab/x.png", "media/projects/p/e/segments/s.mp4", "work/job_1.mp4", "renders/job_1.json", "uploads/fal/x.json", "payload/catalog.json"];
        foreach (string file in ours)
        {
            Make(file);
        }

        HomeRights.Narrow(Home, isMediaPublic: false);

        File.GetUnixFileMode(Home).ShouldBe(Owner | UnixFileMode.UserExecute);
        foreach (string path in Directory.EnumerateFileSystemEntries(Home, "*", SearchOption.AllDirectories))
        {
            File.GetUnixFileMode(path).ShouldBe(Directory.Exists(path) ? Owner | UnixFileMode.UserExecute : Owner, path);
        }
    }

    [Fact]
    public void What_is_not_ours_alone_is_left_alone()
    {
        Make("ledger.db");
        Make("photos/summer.png");
        Make("tokens.json");

        HomeRights.Narrow(Home, isMediaPublic: false);

        File.GetUnixFileMode(Path.Combine(Home, "ledger.db")).ShouldBe(Owner);
        File.GetUnixFileMode(Path.Combine(Home, "photos/summer.png")).ShouldBe(Everybody);
        File.GetUnixFileMode(Path.Combine(Home, "tokens.json")).ShouldBe(Everybody); // opens nothing until a person has looked at it
        File.GetUnixFileMode(Home).ShouldBe(EverybodyEnters);
        HomeRights.IsOpen(Home).ShouldBeTrue();
    }

    [Fact]
    public void A_link_out_of_the_home_changes_nothing_there()
    {
        Make("media/a.mp4");
        string outside = _folder.Write("outside.mp4", [1]);
        File.SetUnixFileMode(outside, Everybody);
        File.CreateSymbolicLink(Path.Combine(Home, "media", "link.mp4"), outside);

        HomeRights.Narrow(Home, isMediaPublic: false);

        File.GetUnixFileMode(outside).ShouldBe(Everybody);
    }

    [Fact]
    public void Clips_that_another_web_server_hands_out_stay_readable()
    {
        Make("media/a.mp4");
        Make("pictures/x.png");

        HomeRights.Narrow(Home, isMediaPublic: true);

        File.GetUnixFileMode(Path.Combine(Home, "media/a.mp4")).ShouldBe(Everybody);
        File.GetUnixFileMode(Path.Combine(Home, "pictures/x.png")).ShouldBe(Owner);
        File.GetUnixFileMode(Home).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    [Fact]
    public void A_still_is_its_owners_alone_and_one_that_was_changed_is_kept_anew()
    {
        var store = new PictureStore(Path.Combine(Home, "pictures"));
        var facts = new PictureFacts("image/png", 4, 4);
        (string sha256, string path) = store.Keep([1, 2, 3], facts);
        File.WriteAllBytes(path, [9, 9, 9]); // as long as before

        (string again, string place) = store.Keep([1, 2, 3], facts);

        (again, place).ShouldBe((sha256, path));
        File.ReadAllBytes(path).ShouldBe([1, 2, 3]);
        File.GetUnixFileMode(path).ShouldBe(Owner);
        File.GetUnixFileMode(Path.GetDirectoryName(path)!).ShouldBe(Owner | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();

    private string Home => _folder["home"];

    private void Make(string name)
    {
        string path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        File.SetUnixFileMode(path, Everybody);
        for (string? folder = Path.GetDirectoryName(path); folder is not null && folder.StartsWith(Home, StringComparison.Ordinal); folder = Path.GetDirectoryName(folder))
        {
            File.SetUnixFileMode(folder, EverybodyEnters);
        }
    }
}
