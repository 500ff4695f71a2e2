using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>Many processes on one ledger, some killed in the middle of their work, each replaced at once; then everything they were told is held to.</summary>
/// <param name="ledger">File or connection string.</param>
/// <param name="witnesses">Folder in which holders of jobs leave their marks.</param>
/// <param name="rounds">How long each works.</param>
internal sealed class ManyProcesses(string ledger, string witnesses, int rounds)
{
    public async Task RunAsync(Func<SqlLedger> open)
    {
        using var limit = new CancellationTokenSource(LedgerContract.Limit);
        var processes = new List<HammerProcess>();
        try
        {
            HammerProcess Started(string name, int killAt = int.MaxValue)
            {
                var process = new HammerProcess(ledger, witnesses, name, rounds, killAt);
                lock (processes)
                {
                    processes.Add(process);
                }

                return process;
            }

            async Task KilledAndReplacedAsync(string name, int killAt)
            {
                await Started(name, killAt).KillWhenReachedAsync(limit.Token);
                await Started(name + "r").EndAsync(limit.Token);
            }

            await Task.WhenAll(
                Started("a").EndAsync(limit.Token),
                Started("b").EndAsync(limit.Token),
                Started("c").EndAsync(limit.Token),
                KilledAndReplacedAsync("d", 5),
                KilledAndReplacedAsync("e", 100),
                KilledAndReplacedAsync("f", 250));

            await using SqlLedger shared = open();
            await CheckAsync(shared, rounds * 50, [.. processes.SelectMany(process => process.Lines).Select(line => line.Split(' '))], limit.Token);
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private static async Task CheckAsync(SqlLedger ledger, int least, IReadOnlyList<string[]> acknowledged, CancellationToken cancellationToken)
    {
        acknowledged.Count.ShouldBeGreaterThan(least);
        var jobs = (await ledger.ListNewestJobsAsync(int.MaxValue, cancellationToken)).ToDictionary(job => job.Id);
        var accepted = await ledger.ListRequestsAsync(int.MaxValue, cancellationToken);
        var requests = accepted.Select(request => request.Id).ToHashSet();
        Of("created").Select(line => line[1]).ShouldBeSubsetOf(requests);
        Of("committed").Where(line => jobs[line[1]].Version < long.Parse(line[2])).ShouldBeEmpty();
        Of("committed").Select(line => (line[1], line[2])).ShouldBeUnique();
        Of("begun").Select(line => line[1]).ShouldBeUnique();
        Of("take").Select(line => (line[1], line[2])).Distinct().Select(take => take.Item2).ShouldBeUnique();
        foreach (var line in Of("received"))
        {
            var again = await ledger.ReceiveAsync(Samples.Delivery(line[2], line[1]), cancellationToken);
            again.ShouldBe(ReceiveResult.Repeated);
        }

        foreach (var job in jobs.Values)
        {
            var history = await ledger.ListEventsAsync(job.Id, cancellationToken);
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

        ValueTask<long> NumberAsync(string end, Job job) => ledger.Store.ReadAsync(
            s => s.Number($"select {end}(number) from job_event where job_id = $job and document ->> 'kind' = 'state'", ("$job", job.Id)),
            cancellationToken);

        IEnumerable<string[]> Of(string what) => acknowledged.Where(line => line[0] == what);
    }
}
