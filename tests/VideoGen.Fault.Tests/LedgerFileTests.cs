using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace VideoGen.Fault.Tests;

/// <summary>A ledger file that is damaged, foreign, newer, empty or held by another program, as the built program meets it.</summary>
public sealed class LedgerFileTests
{
    [Theory]
    [InlineData("header", "ledger_corrupt")]
    [InlineData("truncated", "ledger_corrupt")]
    [InlineData("empty", "ledger_corrupt")]
    [InlineData("foreign", "ledger_corrupt")]
    [InlineData("newer", "ledger_newer")]
    public async Task A_ledger_that_cannot_be_used_is_named_left_alone_and_taken_back(string fault, string code)
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        Outcome first = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");
        first.Delivered.ShouldBe(2, first.Output + first.Error);
        byte[] good = await File.ReadAllBytesAsync(machine.Ledger);
        await SpoilAsync(machine.Ledger, fault, good);
        byte[] spoiled = await File.ReadAllBytesAsync(machine.Ledger);

        Outcome refused = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");
        Outcome doctor = await machine.RunAsync("doctor");

        (refused.Code, refused.Problem.Code).ShouldBe((5, code), refused.Output);
        refused.Problem.Message.ShouldContain(machine.Ledger);
        refused.Problem.Remedy.ShouldNotBeNullOrWhiteSpace();
        doctor.Code.ShouldBe(5);
        (await File.ReadAllBytesAsync(machine.Ledger)).ShouldBe(spoiled);
        machine.Purchases.ShouldBe(2);

        await File.WriteAllBytesAsync(machine.Ledger, good);
        (await machine.RunAsync("status", first.RequestId)).Delivered.ShouldBe(2);
    }

    [Fact]
    public async Task A_ledger_that_is_gone_does_not_take_the_log_of_a_killed_process_with_it()
    {
        await using TestMachine machine = await TestMachine.PaidAsync(isHeld: true);
        Process run = machine.Start("", "generate", TestMachine.Storyboard, "--wait", "90", "--json");
        await machine.UntilAcceptedAsync();
        Limits.Kill(run.Id);
        await run.WaitForExitAsync();
        byte[] ledger = await File.ReadAllBytesAsync(machine.Ledger);
        byte[] log = await File.ReadAllBytesAsync(machine.Ledger + "-wal");
        await File.WriteAllBytesAsync(machine.Ledger, []);

        Outcome empty = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");

        (empty.Code, empty.Problem.Code).ShouldBe((5, "ledger_corrupt"), empty.Output);
        empty.Problem.Message.ShouldContain("-wal holds jobs");
        (await File.ReadAllBytesAsync(machine.Ledger + "-wal")).ShouldBe(log);

        await File.WriteAllBytesAsync(machine.Ledger, ledger);
        Outcome later = await machine.FinishAsync(await machine.RequestIdAsync());

        (later.Code, later.Delivered, machine.Purchases).ShouldBe((0, 2, 2), later.Output + later.Error);
    }

    [Fact]
    public async Task The_doctor_finds_a_damaged_page_that_nobody_read_yet()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        (await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
        (await machine.RunAsync("doctor")).Json["findings"]!.AsArray().Single(f => (string)f!["subject"]! == "ledger")!["state"]!.GetValue<string>().ShouldBe("good");
        long page = Number(machine.Ledger, "select rootpage from sqlite_master where name = 'record_refused'");
        await using (FileStream file = File.OpenWrite(machine.Ledger))
        {
            file.Position = (page - 1) * 4096;
            await file.WriteAsync(new byte[4096]);
        }

        Outcome doctor = await machine.RunAsync("doctor");

        var ledger = doctor.Json["findings"]!.AsArray().Single(f => (string)f!["subject"]! == "ledger")!;
        ((string)ledger["state"]!, doctor.Code).ShouldBe(("broken", 5), doctor.Output);
        ((string)ledger["message"]!).ShouldContain(machine.Ledger);
    }

    [Fact]
    public async Task A_ledger_that_another_program_keeps_to_itself_is_named_and_used_when_it_is_let_go()
    {
        await using TestMachine machine = await TestMachine.PaidAsync();
        await machine.HistoryAsync();
        await using (var other = new SqliteConnection($"Data Source={machine.Ledger};Pooling=False"))
        {
            await other.OpenAsync();
            await using SqliteCommand hold = other.CreateCommand();
            hold.CommandText = "begin immediate; create table held (id integer);";
            await hold.ExecuteNonQueryAsync();

            Outcome refused = await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "90");

            (refused.Code, refused.Problem.Code).ShouldBe((5, "ledger_locked"), refused.Output);
            refused.Problem.Message.ShouldContain(machine.Ledger);
            refused.Problem.Remedy.ShouldContain("Close other programs");
            machine.Purchases.ShouldBe(0);
            hold.CommandText = "rollback";
            await hold.ExecuteNonQueryAsync();
        }

        (await machine.RunAsync("generate", TestMachine.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
    }

    private static async Task SpoilAsync(string ledger, string fault, byte[] good)
    {
        switch (fault)
        {
            case "header":
                await File.WriteAllBytesAsync(ledger, [.. new byte[100], .. good[100..]]);
                break;
            case "truncated":
                await File.WriteAllBytesAsync(ledger, good[..(good.Length / 2)]);
                break;
            case "empty":
                await File.WriteAllBytesAsync(ledger, []);
                break;
            case "foreign":
                File.Delete(ledger);
                Sql(ledger, "create table bookmarks (id integer)");
                break;
            default:
                Sql(ledger, "insert into schema_version values (9999)");
                break;
        }
    }

    private static long Number(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Sql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
