using System.Diagnostics;
using System.Globalization;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Load.Bench;

namespace VideoGen.Cluster.Bench;

/// <summary>What a number of requests took, all rounds of one contender together.</summary>
internal sealed class Throughput
{
    private readonly List<double> _perSecond = [];
    private readonly List<double> _latencies = [];
    private double _cpu, _resident;
    private DatabaseCounts _database;
    private int _jobs, _looks, _held;

    /// <summary>Jobs a second, of each round.</summary>
    public IReadOnlyList<double> PerSecond => _perSecond;

    /// <summary>Of the time, the share in which somebody held the right to write.</summary>
    public double Held => _looks == 0 ? 0 : _held / (double)_looks;

    /// <summary>Runs one round.</summary>
    /// <param name="orders">Calls them.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="database">Their database; null for SQLite.</param>
    /// <param name="requests">Requests of one to three segments.</param>
    /// <param name="callers">Calls at a time.</param>
    public async Task RunAsync(Orders orders, IReadOnlyList<Node> nodes, Database? database, int requests, int callers)
    {
        int jobs = Enumerable.Range(0, requests).Sum(Orders.SegmentsOf);
        double cpu = nodes.Sum(n => n.Cpu());
        DatabaseCounts before = database is null ? default : await database.CountAsync();
        using var over = new CancellationTokenSource();
        Task looking = database is null ? Task.CompletedTask : LookAsync(database, over.Token);
        long begun = Stopwatch.GetTimestamp();
        _latencies.AddRange(await orders.CallAsync([.. nodes.Select(n => n.Root)], requests, callers));
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await over.CancelAsync();
        await looking;
        DatabaseCounts used = database is null ? default : await database.CountAsync() - before;
        _cpu += nodes.Sum(n => n.Cpu()) - cpu;
        _resident = nodes.Average(n => n.ResidentMib());
        _database = new DatabaseCounts(_database.Statements + used.Statements, _database.LogBytes + used.LogBytes, _database.Size + used.Size, _database.Cpu + used.Cpu);
        _perSecond.Add(jobs / seconds);
        _jobs += jobs;
    }

    /// <summary>A line of the table.</summary>
    /// <param name="name">Who it is.</param>
    /// <param name="beside">Jobs a second of the one that it took turns with, round by round.</param>
    /// <param name="segments">Jobs of a request, in the mean.</param>
    public string Line(string name, IReadOnlyList<double> beside, double segments)
    {
        string database = _database.Statements == 0
            ? "– | – | – | –"
            : string.Create(CultureInfo.InvariantCulture, $"{_database.Statements / (double)_jobs:0.0} | {_database.LogBytes / 1000.0 / _jobs:0.0} | {_database.Size / 1000.0 / _jobs:0} | {Held:0%}");
        double ratio = Median([.. _perSecond.Zip(beside, (own, other) => own / other)]);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median(_perSecond) / segments:0.0} | {Median(_perSecond):0} | {ratio:0.00} | {Spread.Of(_latencies)} | {_cpu * 1000 / _jobs:0.0} + {_database.Cpu * 1000 / _jobs:0.0} | {database} | {_resident:0} |");
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ToArray() is var sorted && sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    private async Task LookAsync(Database database, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(23), TimeProvider.System); // in step with nothing
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                _looks++;
                _held += await database.IsWrittenAsync() ? 1 : 0;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The round is over.
        }
    }
}
