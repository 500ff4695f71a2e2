using System.Diagnostics;
using System.Runtime.Versioning;

namespace VideoGen.Fault.Tests;

/// <summary>Real disks under the whole program: one that is full, one that fills up, one that the system made read-only.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SmallDiskTests
{
    private const string NoSpace = "No space left on device"; // the system's own words
    private const string LedgerAndStills = "10m"; // less than a clip

    [Fact]
    public async Task Nothing_is_accepted_on_a_full_disk_and_everything_once_there_is_room()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await machine.PutOnAsync(home => SmallDisk.OfSizeAsync(home, "16k"));

        Outcome full = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");

        (full.Code, full.Problem.Code).ShouldBe((5, "ledger_full"), full.Output + full.Error);
        full.Problem.Remedy.ShouldContain("Free some space");
        machine.Purchases.ShouldBe(0);

        await machine.Disk!.RemountAsync("size=256m");
        Outcome repaired = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600");
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    [Fact]
    public async Task A_disk_that_fills_up_costs_no_clip_and_no_second_order()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await machine.PutOnAsync(home => SmallDisk.OfSizeAsync(home, LedgerAndStills));

        Outcome ordered = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "15");
        Outcome pending = await machine.PendingAsync(ordered.RequestId, ["The finished clip waits at the provider", "full"]);
        // The ledger kept the room that it needs. An answer may be ahead of the records: what a process had no time for, the next one does.
        string history = await machine.HistoryAsync();
        for (int looks = 0; looks < 10 && !history.Contains("The finished clip waits at the provider", StringComparison.Ordinal); looks++)
        {
            pending = await machine.RunAsync("status", ordered.RequestId, "--wait", "16");
            history = await machine.HistoryAsync();
        }

        history.ShouldContain("The finished clip waits at the provider");
        pending.Code.ShouldBe(4, pending.Output + pending.Error);
        await machine.Disk!.RemountAsync("size=256m");
        Outcome repaired = await machine.FinishAsync(pending.RequestId);
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    [Fact]
    public async Task A_full_disk_for_the_copies_leaves_the_clips_where_they_are_safe()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await using SmallDisk small = await SmallDisk.OfSizeAsync(machine.At("out"), "1m");

        Outcome run = await TestMachine.EndAsync(machine.Start("", small.Enter, "generate", TestMachine.Storyboard, "--wait", "90", "--out", machine.At("out"), "--json"));

        run.Code.ShouldBe(5, run.Output + run.Error);
        run.Delivered.ShouldBe(2);
        run.Error.ShouldContain("clip_not_copied");
        Directory.EnumerateFiles(small.Root + machine.At("out"), "*.mp4*").ShouldBeEmpty(); // no half of one
        Directory.EnumerateFiles(Path.Combine(machine.Home, "media"), "*.mp4", SearchOption.AllDirectories).Count().ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_accepted_on_a_disk_that_is_read_only()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        string image = machine.At("disk.img");
        await File.WriteAllBytesAsync(image, new byte[128 * 1024 * 1024]);
        await machine.PutOnAsync(home => SmallDisk.MountAsync(
            home,
            $"if [ \"$(cat /proc/self/uid_map | tr -s ' ')\" = ' 0 0 4294967295' ]; then mkfs.ext4 -q '{image}' && mount -o loop '{image}' \"$1\" && rmdir \"$1/lost+found\"; else mount -t tmpfs -o size=128m videogen \"$1\"; fi"));
        Outcome first = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");
        first.Delivered.ShouldBe(2, first.Output + first.Error);
        await machine.Disk!.RemountAsync("ro");

        Outcome refused = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");
        Outcome doctor = await machine.RunAsync("doctor");

        (refused.Code, refused.Problem.Code).ShouldBe((5, "ledger_unwritable"), refused.Output + refused.Error);
        refused.Problem.Message.ShouldContain("read-only");
        doctor.Json["findings"]!.AsArray().Where(f => (string)f!["state"]! == "broken").Select(f => (string)f!["subject"]!).ShouldContain("ledger");
        machine.Purchases.ShouldBe(2);

        await machine.Disk.RemountAsync("rw");
        Outcome repaired = await machine.RunAsync("status", first.RequestId);
        (repaired.Code, repaired.Delivered).ShouldBe((0, 2), repaired.Output + repaired.Error);
    }

    [Fact]
    public async Task A_disk_that_is_full_once_fal_works_is_told_and_the_job_goes_on_later()
    {
        await using TestMachine machine = await TestMachine.PaidAsync(queue: TestMachine.Long);
        await machine.PutOnAsync(home => SmallDisk.OfSizeAsync(home, "256m"));
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "40", "--json");
        await machine.UntilAcceptedAsync();
        string filler = $"{machine.Disk!.Root}{machine.At("home")}/filler";
        await FillAsync(filler);

        Outcome ordered = await TestMachine.EndAsync(run);
        Outcome pending = await machine.PendingAsync(ordered.RequestId, ["full", NoSpace]);

        pending.Code.ShouldBe(4, pending.Output + pending.Error);
        pending.Missing.ShouldContain("provider_pending: Not finished yet");
        (pending.Missing.Contains("full", StringComparison.Ordinal) || pending.Missing.Contains(NoSpace, StringComparison.Ordinal)).ShouldBeTrue(pending.Missing);
        File.Delete(filler);
        Outcome repaired = await machine.FinishAsync(pending.RequestId);
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    private static async Task FillAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] page = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }
}
