using VideoGen.Jobs;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>Many processes on one file, some killed in the middle of their work, each replaced at once.</summary>
public sealed class ManyProcessesTests : IDisposable
{
    private const int Rounds = 40;

    private readonly LedgerFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);

    [Fact]
    public async Task Processes_that_share_a_ledger_and_die_lose_nothing_and_damage_nothing()
    {
        var processes = new List<HammerProcess>();
        try
        {
            HammerProcess Started(string name, int killAt = int.MaxValue)
            {
                var process = new HammerProcess(_folder.Path, name, Rounds, killAt);
                lock (processes)
                {
                    processes.Add(process);
                }

                return process;
            }

            async Task KilledAndReplacedAsync(string name, int killAt)
            {
                await Started(name, killAt).KillWhenReachedAsync(_limit.Token);
                await Started(name + "r").EndAsync(_limit.Token);
            }

            await Task.WhenAll(
                Started("a").EndAsync(_limit.Token),
                Started("b").EndAsync(_limit.Token),
                Started("c").EndAsync(_limit.Token),
                KilledAndReplacedAsync("d", 5),
                KilledAndReplacedAsync("e", 100),
                KilledAndReplacedAsync("f", 250));

            await CheckAsync([.. processes.SelectMany(process => process.Lines).Select(line => line.Split(' '))]);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private async Task CheckAsync(IReadOnlyList<string[]> acknowledged)
    {
        acknowledged.Count.ShouldBeGreaterThan(2000);
        await using var ledger = new SqliteLedger(new SqliteLedgerOptions(_folder.Path), TimeProvider.System);
        string Check(string pragma) =>
            ledger.File.ReadAsync(s => s.Find(pragma, r => r.GetString(0)) ?? "ok", _limit.Token).AsTask().Result;
        Check("pragma integrity_check").ShouldBe("ok");
        Check("pragma foreign_key_check").ShouldBe("ok");

        var jobs = (await ledger.ListNewestJobsAsync(int.MaxValue, _limit.Token)).ToDictionary(job => job.Id);
        var accepted = await ledger.ListRequestsAsync(int.MaxValue, _limit.Token);
        var requests = accepted.Select(request => request.Id).ToHashSet();
        Of("created").Select(line => line[1]).ShouldBeSubsetOf(requests);
        Of("committed").Where(line => jobs[line[1]].Version < long.Parse(line[2])).ShouldBeEmpty();
        Of("committed").Select(line => (line[1], line[2])).ShouldBeUnique();
        Of("begun").Select(line => line[1]).ShouldBeUnique();
        Of("take").Select(line => (line[1], line[2])).Distinct().Select(take => take.Item2).ShouldBeUnique();
        foreach (var line in Of("received"))
        {
            var again = await ledger.ReceiveAsync(Samples.Delivery(line[2], line[1]), _limit.Token);
            again.ShouldBe(ReceiveResult.Repeated);
        }

        foreach (var job in jobs.Values)
        {
            var history = await ledger.ListEventsAsync(job.Id, _limit.Token);
            // One line for being planned, one for every further version, and those of deliveries that came after the end.
            history.Count(e => e.Kind == "state").ShouldBe((int)job.Version);
            history.Select(e => e.Sequence).ShouldBe(Enumerable.Range(1, history.Length).Select(i => (long)i));
        }

        Of("joined").Select(line => line[2]).ShouldBeSubsetOf(requests);
        Of("joined").Select(line => line[1]).ShouldAllBe(id => !requests.Contains(id));
        foreach (var same in accepted.Where(request => request.OrderHash is not null).GroupBy(request => request.OrderHash))
        {
            // Newest first: each was accepted after the job of the one before had ended.
            var line = same.Select(request => jobs.Values.Single(job => job.RequestId == request.Id)).ToArray();
            foreach (var (later, before) in line.Zip(line.Skip(1)))
            {
                before.IsTerminal.ShouldBeTrue();
                (await NumberAsync("max", before)).ShouldBeLessThan(await NumberAsync("min", later));
            }
        }

        ValueTask<long> NumberAsync(string end, Job job) => ledger.File.ReadAsync(
            s => s.Number($"select {end}(number) from job_event where job_id = $job and json_extract(document, '$.kind') = 'state'", ("$job", job.Id)),
            _limit.Token);

        IEnumerable<string[]> Of(string what) => acknowledged.Where(line => line[0] == what);
    }
}
