using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;

namespace VideoGen.Fault.Tests;

/// <summary>
/// A disk without room. The limit on the size of files that every system has stands for it: writes fail as they do on a full disk.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class DiskTests
{
    private const string NoRoom = "ulimit -S -f 8"; // 4 KiB
    private const string RoomForTheLedger = "ulimit -S -f 16384"; // 8 MiB: less than a clip

    [Fact]
    public async Task Nothing_is_accepted_while_the_ledger_finds_no_room()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();

        Outcome full = await machine.RunHeldAsync(NoRoom, "generate", TestMachine.Storyboard, "--wait", "90");

        (full.Code, full.Problem.Code).ShouldBe((5, "ledger_full"), full.Output);
        full.Problem.Message.ShouldContain(machine.Ledger);
        full.Problem.Remedy.ShouldContain("Free some space");
        machine.Purchases.ShouldBe(0);

        Outcome repaired = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600");
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    [Fact]
    public async Task Nothing_is_accepted_while_the_stills_find_no_room()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await machine.HistoryAsync(); // the ledger is made
        string stills = Path.Combine(machine.Home, "pictures");
        await File.WriteAllTextAsync(stills, "a file where the folder belongs");

        Outcome full = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");

        full.Code.ShouldBe(2, full.Output);
        full.Json["problems"]!.AsArray().ShouldAllBe(p => (string)p!["code"]! == "store_unwritable" && ((string)p["message"]!).Contains(stills));
        machine.Purchases.ShouldBe(0);

        File.Delete(stills);
        (await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
        machine.Purchases.ShouldBe(2);
    }

    [Fact]
    public async Task A_ledger_that_finds_no_room_after_it_accepted_says_so_in_the_answer_and_goes_on_later()
    {
        await using TestMachine machine = await TestMachine.PaidAsync(queue: TestMachine.Long);
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "40", "--json");
        await machine.UntilAcceptedAsync();
        Limits.HoldFiles(run, 4096);

        Outcome pending = await TestMachine.EndAsync(run);

        pending.Code.ShouldBe(4, pending.Output + pending.Error);
        pending.Missing.ShouldContain("provider_pending: Not finished yet");
        pending.Missing.ShouldContain("The disk of the ledger");
        pending.Missing.ShouldContain("Free some space");

        Outcome repaired = await machine.FinishAsync(pending.RequestId);
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    [Fact]
    public async Task A_clip_that_finds_no_room_waits_at_the_provider()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();

        Outcome ordered = await machine.RunHeldAsync(RoomForTheLedger, "generate", TestMachine.Storyboard, "--wait", "15");
        Outcome pending = await machine.PendingAsync(ordered.RequestId, ["The finished clip waits at the provider"], RoomForTheLedger);

        pending.Code.ShouldBe(4, pending.Output + pending.Error);
        pending.Missing.ShouldContain("The finished clip waits at the provider");
        pending.Missing.ShouldContain(Path.Combine(machine.Home, "work"));
        (await machine.HistoryAsync()).ShouldContain("The finished clip waits at the provider");
        Outcome doctor = await machine.RunAsync("doctor");
        doctor.Json["findings"]!.AsArray().Single(f => (string)f!["subject"]! == "jobs")!["message"]!.GetValue<string>().ShouldContain("The finished clip waits");

        Outcome repaired = await machine.FinishAsync(pending.RequestId);
        (repaired.Code, repaired.Delivered, machine.Purchases).ShouldBe((0, 2, 2), repaired.Output + repaired.Error);
    }

    [Fact]
    public async Task A_render_that_finds_no_room_is_made_when_there_is_some()
    {
        await using TestMachine machine = TestMachine.Local();

        string full = machine.At("full"), ffmpeg = machine.At("ffmpeg");
        await File.WriteAllTextAsync(full, "");
        await File.WriteAllTextAsync(ffmpeg, $"#!/bin/sh\ntrap '' XFSZ\n[ -e '{full}' ] && ulimit -f 64\nexec ffmpeg \"$@\"\n");
        File.SetUnixFileMode(ffmpeg, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        machine.Settings["VIDEOGEN_FFMPEG"] = ffmpeg;

        Outcome ordered = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "30");
        Outcome pending = await machine.PendingAsync(ordered.RequestId, ["disk is full"]);

        pending.Code.ShouldBe(4, pending.Output + pending.Error);
        pending.Missing.ShouldContain("disk is full");
        File.Delete(full);
        Outcome repaired = await machine.FinishAsync(pending.RequestId);
        (repaired.Code, repaired.Delivered).ShouldBe((0, 2), repaired.Output + repaired.Error);
    }

    [Theory]
    [InlineData("/proc/sys/videogen")] // not even the superuser may write there
    [InlineData("a-file/home")]
    public async Task A_home_that_cannot_be_made_is_named(string home)
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await File.WriteAllTextAsync(machine.At("a-file"), "");
        home = Path.IsPathRooted(home) ? home : machine.At(home);
        machine.Settings["VIDEOGEN_HOME"] = home;

        Outcome refused = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");
        Outcome doctor = await machine.RunAsync("doctor");

        (refused.Code, refused.Problem.Code).ShouldBe((5, "ledger_unwritable"), refused.Output);
        refused.Problem.Message.ShouldContain(home);
        doctor.Json["findings"]!.AsArray().Where(f => (string)f!["state"]! == "broken").Select(f => (string)f!["subject"]!).ShouldContain("ledger");
        machine.Purchases.ShouldBe(0);
    }

    [Fact]
    public async Task The_doctor_finds_a_folder_that_cannot_be_written_and_a_low_limit_of_handles()
    {
        await using TestMachine machine = TestMachine.Local();
        await machine.HistoryAsync();
        await File.WriteAllTextAsync(Path.Combine(machine.Home, "media"), "a file where the folder belongs");

        Outcome doctor = await machine.RunHeldAsync("ulimit -n 200", "doctor");

        JsonArray findings = doctor.Json["findings"]!.AsArray();
        JsonNode folder = findings.Single(f => (string)f!["subject"]! == "folders")!;
        ((string)folder["state"]!).ShouldBe("broken");
        ((string)folder["message"]!).ShouldContain(Path.Combine(machine.Home, "media"));
        JsonNode handles = findings.Single(f => (string)f!["subject"]! == "file handles")!;
        ((string)handles["state"]!, ((string)handles["message"]!).Contains("200")).ShouldBe(("warning", true));
    }
}
