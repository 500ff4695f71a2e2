using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace VideoGen.Fault.Tests;

/// <summary>Homes with odd names, and who may look into one.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HomeTests
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Theory]
    [InlineData("100% sure")]
    [InlineData("a%41b%2Fc")]
    [InlineData("#1 ?x=y&z")]
    [InlineData("Fräulein 'n \"夜\" [x]")]
    public async Task A_home_may_have_any_name(string name)
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        machine.Settings["VIDEOGEN_HOME"] = machine.At(name);

        Outcome made = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600", "--out", machine.At("out"));

        (made.Code, made.Delivered).ShouldBe((0, 2), made.Output + made.Error);
        foreach (JsonNode? segment in made.Json["video_segments"]!.AsArray())
        {
            string file = new Uri((string)segment!["video_url"]!).LocalPath;
            file.ShouldStartWith(machine.At(name) + "/media/projects/");
            File.Exists(file).ShouldBeTrue(file);
        }

        Directory.EnumerateFiles(machine.At("out"), "*.mp4").Count().ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_else_can_look_into_a_home_whatever_the_umask_says()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        Outcome made = await machine.RunHeldAsync("umask 000", "generate", TestMachine.Storyboard, "--wait", "600");
        made.Delivered.ShouldBe(2, made.Output + made.Error);

        File.GetUnixFileMode(machine.Home).ShouldBe(OwnersFile | UnixFileMode.UserExecute);
        foreach (string path in Directory.EnumerateFileSystemEntries(machine.Home, "*", SearchOption.AllDirectories))
        {
            UnixFileMode rights = File.GetUnixFileMode(path);
            (rights & ~(OwnersFile | UnixFileMode.UserExecute)).ShouldBe(UnixFileMode.None, $"{path}: {rights}");
        }
    }

    [Fact]
    public async Task What_an_older_version_left_open_is_narrowed_by_the_next_start()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        (await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
        string[] all = [machine.Home, .. Directory.EnumerateFileSystemEntries(machine.Home, "*", SearchOption.AllDirectories)];
        foreach (string path in all)
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        await machine.HistoryAsync();

        foreach (string path in all.Where(Path.Exists))
        {
            (File.GetUnixFileMode(path) & ~(OwnersFile | UnixFileMode.UserExecute)).ShouldBe(UnixFileMode.None, path);
        }
    }
}
