using System.Diagnostics;
using System.Globalization;
using VideoGen.Ledger.Bench;
using VideoGen.Ledger.Postgres;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;

// usage: VideoGen.Ledger.Bench CONNECTION [JOBS]; bench/ledger starts a PostgreSQL of its own and runs it. CONNECTION leads to an empty database.
//        VideoGen.Ledger.Bench episode; bench/episode runs it.
if (args is ["episode"])
{
    await EpisodeBench.RunAsync();
    return;
}

string connection = args[0];
int jobs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2000;
string folder = Directory.CreateTempSubdirectory("ledger-bench").FullName;
try
{
    await using var file = new SqliteLedger(new SqliteLedgerOptions(Path.Combine(folder, "ledger.db")), TimeProvider.System);
    await using var database = new PostgresLedger(new PostgresLedgerOptions(connection), TimeProvider.System);
    await using var second = new PostgresLedger(new PostgresLedgerOptions(connection), TimeProvider.System);
    await using var count = new DatabaseCount(connection);
    await count.BeginAsync();
    await LiveAsync([file], "warm", 100, 16);
    await LiveAsync([database, second], "warm", 100, 16);
    foreach (int atOnce in (int[])[1, 16, 64])
    {
        int number = atOnce == 1 ? jobs / 8 : jobs;
        double sqlite = number / await LiveAsync([file], $"f{atOnce}", number, atOnce);
        (long statements, long transactions, long bytes) = await count.ReadAsync();
        (_, long trips) = PostgresSession.Sent;
        double one = number / await LiveAsync([database], $"d{atOnce}", number, atOnce);
        (long statementsThen, long transactionsThen, long bytesThen) = await count.ReadAsync();
        (_, long tripsThen) = PostgresSession.Sent;
        double two = number / await LiveAsync([database, second], $"t{atOnce}", number, atOnce);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{atOnce,3} at once: SQLite {sqlite:0} jobs/s; PostgreSQL {one:0} ({one / sqlite:0.00} x), two nodes {two:0}; a job: {Each(statementsThen - statements):0.0} statements, {Each(tripsThen - trips):0.0} round trips, {Each(transactionsThen - transactions):0.0} transactions, {Each(bytesThen - bytes) / 1000:0.0} kB of log"));

        double Each(long sum) => (double)sum / number;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static async Task<double> LiveAsync(SqlLedger[] ledgers, string name, int jobs, int atOnce)
{
    var watch = Stopwatch.StartNew();
    int next = 0;
    await Task.WhenAll(Enumerable.Range(0, atOnce).Select(worker => Task.Run(async () =>
    {
        var life = new JobLife(ledgers[worker % ledgers.Length], $"node {worker % ledgers.Length}");
        for (int i = Interlocked.Increment(ref next); i <= jobs; i = Interlocked.Increment(ref next))
        {
            await life.RunAsync($"{name}-{i}");
        }
    })));
    return watch.Elapsed.TotalSeconds;
}
