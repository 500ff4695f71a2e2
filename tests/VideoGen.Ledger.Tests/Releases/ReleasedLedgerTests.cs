using System.Globalization;
using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Providers;
using VideoGen.Telemetry;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests.Releases;

/// <summary>
/// The ledger of every format, made by the program that had it, opens with this program: nothing is lost, a copy of the old one is kept,
/// and what was unfinished goes on.
/// </summary>
public sealed class ReleasedLedgerTests : IDisposable
{
    private const string Folder = "tests/VideoGen.Ledger.Tests/Releases";
    private const long FirstWithJoinedKeys = 7;

    private readonly LedgerFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);

    private CancellationToken Ct => _limit.Token;

    public static TheoryData<long> Formats => [.. Enumerable.Range(1, (int)Schema.Newest).Select(number => (long)number)];

    /// <summary>
    /// A new schema file comes with the ledger of its format: <c>UPDATE_GOLDEN=1</c> writes it where there is none. One that is
    /// there is never written anew: it is what users have.
    /// </summary>
    [Fact]
    public async Task Every_format_has_its_ledger()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && !File.Exists(FileOf(Schema.Newest)))
        {
            await using (var ledger = Open())
            {
                await LedgerOfEveryState.FillAsync(ledger, Ct);
            }

            await File.WriteAllTextAsync(FileOf(Schema.Newest), LedgerDump.Write(_folder.Path), Ct);
        }

        for (var format = 1L; format <= Schema.Newest; format++)
        {
            File.Exists(FileOf(format)).ShouldBeTrue(
                $"{FileOf(format)} is missing: run UPDATE_GOLDEN=1 dotnet test tests/VideoGen.Ledger.Tests before anything else changes the format.");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Nothing_is_lost(long format)
    {
        var before = Restore(format);

        await using (var ledger = Open())
        {
            (await ledger.ListRequestsAsync(100, Ct)).Length.ShouldBe(Enum.GetValues<JobState>().Length);
            foreach (var state in Enum.GetValues<JobState>())
            {
                var job = (await ledger.FindJobAsync(LedgerOfEveryState.JobId(state), Ct)).ShouldNotBeNull();
                (job.State, job.NextTickAt is null).ShouldBe((state, job.IsTerminal));
                (await ledger.FindRequestByKeyAsync($"key-{state}", Ct)).ShouldNotBeNull().Request.Id.ShouldBe(job.RequestId);
                if (format >= FirstWithJoinedKeys)
                {
                    KeyedRequest joined = (await ledger.FindRequestByKeyAsync($"joined-{state}", Ct)).ShouldNotBeNull();
                    (joined.Request.Id, joined.InputHash).ShouldBe((job.RequestId, $"input-again-{state}"));
                }

                (await ledger.ListEventsAsync(job.Id, Ct)).Length.ShouldBe(state is JobState.Planned ? 1 : 2);
            }

            (await ledger.CheckIntegrityAsync(Ct)).ShouldBeEmpty();
        }

        var after = LedgerDump.RowsOf(_folder.Path);
        before.Where(row => row.Table is "request" or "joined_key" or "job_event" or "inbox" or "take")
            .Where(row => !after.Any(now => now.Table == row.Table && (now.Row == row.Row || now.Row.StartsWith(row.Row + ", ", StringComparison.Ordinal))))
            .ShouldBeEmpty(); // newer formats add columns at the end
        after.Where(row => row.Table == "job").Select(row => row.Row.Split(", ")[1]).ShouldBe(
            before.Where(row => row.Table == "job").Select(row => row.Row.Split(", ")[1]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Gauges_show_what_is_unfinished(long format)
    {
        Restore(format);
        await using var ledger = Open();

        JobTotals totals = await ledger.ReadTotalsAsync(Samples.Start, Ct);

        totals.Open.Select(o => o.State).ShouldBe(
            [JobState.Planned, JobState.Submitting, JobState.SubmissionUnknown, JobState.Queued, JobState.Running, JobState.Downloading], ignoreOrder: true);
        totals.Open.ShouldAllBe(o => o.Provider == "animatic" && o.Count == 1 && o.OldestAt == Samples.Job().CreatedAt);
        decimal weight = 0;
        foreach (OpenJobs open in totals.Open)
        {
            Job job = (await ledger.FindJobAsync(LedgerOfEveryState.JobId(open.State), Ct)).ShouldNotBeNull();
            open.ReservedUsd.ShouldBe(job.WeightUsd);
        }

        foreach (JobState state in Enum.GetValues<JobState>())
        {
            weight += (await ledger.FindJobAsync(LedgerOfEveryState.JobId(state), Ct)).ShouldNotBeNull().WeightUsd;
        }

        totals.WeightTodayUsd.ShouldHaveSingleItem().ShouldBe(new("animatic", weight));
        (await ledger.ReadTotalsAsync(Samples.Start.AddDays(1), Ct)).WeightTodayUsd.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task What_was_unfinished_goes_on(long format)
    {
        Restore(format);
        await using var ledger = Open();

        var pending = (await ledger.ListPendingAsync(Ct)).Select(tick => tick.JobId).Order(StringComparer.Ordinal).ToArray();

        pending.ShouldBe(
            new[] { JobState.Planned, JobState.Submitting, JobState.SubmissionUnknown, JobState.Queued, JobState.Running, JobState.Downloading }
                .Select(LedgerOfEveryState.JobId).Order(StringComparer.Ordinal));
        foreach (var id in pending)
        {
            var claimed = (await ledger.ClaimAsync(id, "new", _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1), wake: true, Ct)).ShouldNotBeNull();
            claimed.Deliveries.Length.ShouldBe(claimed.Job.State is JobState.Queued ? 1 : 0);
            if (claimed.Job.State is JobState.Queued or JobState.Running)
            {
                claimed.Job.ProviderJob.ShouldBe(new ProviderJob("provider-" + claimed.Job.State, "animatic/pan"));
            }

            var end = Samples.Step(claimed.Job, JobState.Succeeded) with { Handled = [.. claimed.Deliveries.Select(d => d.Id)] };
            (await ledger.CommitAsync(end, Ct)).ShouldBeTrue();
        }

        (await ledger.ListPendingAsync(Ct)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_ledger_that_changes_leaves_a_copy_of_what_it_was(long format)
    {
        var before = Restore(format);
        await using (var ledger = Open())
        {
            await ledger.ListPendingAsync(Ct);
        }

        var copies = Directory.GetFiles(_folder.Folder, "ledger.db.before-*");

        if (format == Schema.Newest)
        {
            copies.ShouldBeEmpty();
            return;
        }

        copies.ShouldBe([SchemaBackup.PathOf(_folder.Path, format + 1)]);
        LedgerDump.RowsOf(copies[0]).ShouldBe(before);
    }

    [Fact]
    public async Task A_copy_that_cannot_be_made_leaves_the_ledger_as_it_is()
    {
        var before = Restore(1);
        Directory.CreateDirectory(SchemaBackup.PathOf(_folder.Path, 2)); // where the copy belongs
        await using (var ledger = Open())
        {
            (await Should.ThrowAsync<LedgerException>(ledger.ListPendingAsync(Ct).AsTask())).Problem.Code.ShouldBe("ledger_unwritable");

            LedgerDump.RowsOf(_folder.Path).ShouldBe(before);
            Directory.Delete(SchemaBackup.PathOf(_folder.Path, 2));

            (await ledger.ListPendingAsync(Ct)).ShouldNotBeEmpty();
        }
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private static string FileOf(long format) =>
        Path.Combine(GoldenFile.Repository, Folder, string.Create(CultureInfo.InvariantCulture, $"{format:0000}.sql"));

    private IReadOnlyList<(string Table, string Row)> Restore(long format)
    {
        LedgerDump.Read(File.ReadAllText(FileOf(format)), _folder.Path);
        return LedgerDump.RowsOf(_folder.Path);
    }

    private SqliteLedger Open() => new(new SqliteLedgerOptions(_folder.Path), _time);
}
