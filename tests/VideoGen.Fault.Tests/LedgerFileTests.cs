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
        await using Place place = await Place.PaidAsync();
        Outcome first = await place.RunAsync("generate", Place.Storyboard, "--wait", "90");
        first.Delivered.ShouldBe(2, first.Output + first.Error);
        byte[] good = await File.ReadAllBytesAsync(place.Ledger);
        await SpoilAsync(place.Ledger, fault, good);
        byte[] spoiled = await File.ReadAllBytesAsync(place.Ledger);

        Outcome refused = await place.RunAsync("generate", Place.Storyboard, "--wait", "90");
        Outcome doctor = await place.RunAsync("doctor");

        (refused.Code, refused.Problem.Code).ShouldBe((5, code), refused.Output);
        refused.Problem.Message.ShouldContain(place.Ledger);
        refused.Problem.Remedy.ShouldNotBeNullOrWhiteSpace();
        doctor.Code.ShouldBe(5);
        (await File.ReadAllBytesAsync(place.Ledger)).ShouldBe(spoiled);
        place.Purchases.ShouldBe(2);

        await File.WriteAllBytesAsync(place.Ledger, good);
        (await place.RunAsync("status", first.RequestId)).Delivered.ShouldBe(2);
    }

    [Fact]
    public async Task A_ledger_that_is_gone_does_not_take_the_log_of_a_killed_process_with_it()
    {
        await using Place place = await Place.PaidAsync(isHeld: true);
        Process run = place.Start("", "generate", Place.Storyboard, "--wait", "90", "--json");
        await place.UntilAcceptedAsync();
        Limits.Kill(run.Id);
        await run.WaitForExitAsync();
        byte[] ledger = await File.ReadAllBytesAsync(place.Ledger);
        byte[] log = await File.ReadAllBytesAsync(place.Ledger + "-wal");
        await File.WriteAllBytesAsync(place.Ledger, []);

        Outcome empty = await place.RunAsync("generate", Place.Storyboard, "--wait", "90");

        (empty.Code, empty.Problem.Code).ShouldBe((5, "ledger_corrupt"), empty.Output);
        empty.Problem.Message.ShouldContain("-wal holds jobs");
        (await File.ReadAllBytesAsync(place.Ledger + "-wal")).ShouldBe(log);

        await File.WriteAllBytesAsync(place.Ledger, ledger);
        Outcome later = await place.FinishAsync(await place.RequestIdAsync());

        (later.Code, later.Delivered, place.Purchases).ShouldBe((0, 2, 2), later.Output + later.Error);
    }

    [Fact]
    public async Task The_doctor_finds_a_damaged_page_that_nobody_read_yet()
    {
        await using Place place = await Place.PaidAsync();
        (await place.RunAsync("generate", Place.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
        (await place.RunAsync("doctor")).Json["findings"]!.AsArray().Single(f => (string)f!["subject"]! == "ledger")!["state"]!.GetValue<string>().ShouldBe("good");
        long page = Number(place.Ledger, "select rootpage from sqlite_master where name = 'record_refused'");
        await using (FileStream file = File.OpenWrite(place.Ledger))
        {
            file.Position = (page - 1) * 4096;
            await file.WriteAsync(new byte[4096]);
        }

        Outcome doctor = await place.RunAsync("doctor");

        var ledger = doctor.Json["findings"]!.AsArray().Single(f => (string)f!["subject"]! == "ledger")!;
        ((string)ledger["state"]!, doctor.Code).ShouldBe(("broken", 5), doctor.Output);
        ((string)ledger["message"]!).ShouldContain(place.Ledger);
    }

    [Fact]
    public async Task A_ledger_that_another_program_keeps_to_itself_is_named_and_used_when_it_is_let_go()
    {
        await using Place place = await Place.PaidAsync();
        await place.HistoryAsync();
        await using (var other = new SqliteConnection($"Data Source={place.Ledger};Pooling=False"))
        {
            await other.OpenAsync();
            await using SqliteCommand hold = other.CreateCommand();
            hold.CommandText = "begin immediate; create table held (id integer);";
            await hold.ExecuteNonQueryAsync();

            Outcome refused = await place.RunAsync("generate", Place.Storyboard, "--wait", "90");

            (refused.Code, refused.Problem.Code).ShouldBe((5, "ledger_locked"), refused.Output);
            refused.Problem.Message.ShouldContain(place.Ledger);
            refused.Problem.Remedy.ShouldContain("Close other programs");
            place.Purchases.ShouldBe(0);
            hold.CommandText = "rollback";
            await hold.ExecuteNonQueryAsync();
        }

        (await place.RunAsync("generate", Place.Storyboard, "--wait", "600")).Delivered.ShouldBe(2);
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
