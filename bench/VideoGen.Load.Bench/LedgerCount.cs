using Microsoft.Data.Sqlite;

namespace VideoGen.Load.Bench;

/// <summary>The server's ledger, read beside it.</summary>
internal sealed class LedgerCount(string home) : IDisposable
{
    private readonly SqliteConnection _connection = Open(home);

    public void Dispose() => _connection.Dispose();

    /// <summary>Jobs in these states.</summary>
    public int In(params string[] states) => (int)(long)Read($"select count(*) from job where state in ({string.Join(',', states.Select(s => $"'{s}'"))})")[0][0];

    /// <summary>Milliseconds from the receipt of each job's first webhook to its change to a state.</summary>
    public IEnumerable<double> SinceWebhook(string state, long afterJob) => Read(
        $"""
        select (unixepoch(json_extract(e.document, '$.at'), 'subsec') * 1000 - (select min(received_at) from inbox i where i.job_id = e.job_id) / 1000.0)
        from job_event e join job j on j.id = e.job_id
        where j.number > {afterJob} and json_extract(e.document, '$.to') = '{state}'
            and exists (select 1 from inbox i where i.job_id = e.job_id and i.received_at / 1000000.0 <= unixepoch(json_extract(e.document, '$.at'), 'subsec') + 0.001)
        """).Select(r => Convert.ToDouble(r[0], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Where the provider is asked about jobs.</summary>
    public List<Uri> StatusAddresses(long afterJob) =>
        [.. Read($"select json_extract(document, '$.provider_job.status_url') from job where number > {afterJob}").Select(r => new Uri((string)r[0]))];

    /// <summary>Jobs that changed to a state more than once.</summary>
    public int Twice(string state) => Read($"select job_id from job_event where json_extract(document, '$.to') = '{state}' group by job_id having count(*) > 1").Count;

    private static SqliteConnection Open(string home)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(home, "ledger.db")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        return connection;
    }

    private List<object[]> Read(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Words of this bench.
        command.CommandText = sql;
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
