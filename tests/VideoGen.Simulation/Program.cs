using System.Diagnostics;
using System.Globalization;
using VideoGen.Ledger.Sql;
using VideoGen.Simulation.Runs;

ulong from = Number("--from", 1);
ulong count = Number("--seeds", 1);
Func<string, TimeProvider, SqlLedger>? ledgers = args.Contains("--sqlite") ? SeedRun.OnSqlite : null;
bool isCluster = args.Contains("--cluster");
if (args.Contains("--trace"))
{
    Console.Write(SeedRun.Of(from, traced: true, ledgers: ledgers, isCluster: isCluster).Trace);
}

long begun = Stopwatch.GetTimestamp();
long steps = 0, longest = 0;
var broken = new SortedDictionary<ulong, Outcome>();
Parallel.For(0, (long)count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
{
    Outcome outcome = SeedRun.Of(from + (ulong)i, ledgers: ledgers, isCluster: isCluster);
    Interlocked.Add(ref steps, outcome.Steps);
    lock (broken)
    {
        longest = Math.Max(longest, outcome.Steps);
        if (outcome.Violation is not null)
        {
            broken.Add(outcome.Seed, outcome);
        }
    }
});
TimeSpan took = Stopwatch.GetElapsedTime(begun);
foreach (Outcome outcome in broken.Values)
{
    string what = outcome.Violation!.What;
    Console.WriteLine($"seed {outcome.Seed}: {outcome.Violation.Promise}: {what[..Math.Min(what.Length, 1200)]}");
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds, {broken.Count} broken, {took.TotalSeconds:0.0} s, {took.TotalMilliseconds / count:0.0} ms a seed, {steps / (long)count} steps a seed, {longest} at most"));
return broken.Count == 0 ? 0 : 1;

ulong Number(string name, ulong otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var i ? ulong.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;
