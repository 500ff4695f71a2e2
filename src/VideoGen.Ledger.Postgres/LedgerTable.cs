using System.Collections.Immutable;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Postgres;

/// <summary>A table of the ledger, which has the same columns in every database, read page by page in the order of its key.</summary>
/// <param name="Name">The table.</param>
/// <param name="Key">Its key: a counted number, or texts.</param>
internal sealed record LedgerTable(string Name, params ImmutableArray<string> Key)
{
    private const int PageLength = 500;
    private const string Counted = "number";

    private const string ColumnsOf =
        "select column_name, data_type from information_schema.columns where table_schema = current_schema() and table_name = $table order by ordinal_position";

    /// <summary>All of them, those that others refer to first. Who lives and works, and plans that wait for approval, are not moved.</summary>
    public static ImmutableArray<LedgerTable> All { get; } =
    [
        new("request", Counted), new("job", Counted), new("job_event", Counted), new("inbox", Counted), new("take", "job_id"), new("prompt_template", "id", "version"),
        new("provider_config", "provider"), new("catalog_seed", "only_row"), new("record_outbox", "job_id"), new("joined_key", "request_key"), new("process", "owner"),
    ];

    /// <summary>True where the rows are counted by the database.</summary>
    public bool IsCounted => Key is [Counted];

    /// <summary>Its columns with their types in PostgreSQL.</summary>
    public ImmutableArray<(string Name, string Type)> Columns(PostgresSession session) =>
        session.List(ColumnsOf, row => (row.GetString(0), row.GetString(1)), ("$table", Name));

    /// <summary>The rows, a page at a time, in the order of the key.</summary>
    public IEnumerable<ImmutableArray<object?[]>> Pages(Session session, ImmutableArray<(string Name, string Type)> columns)
    {
        string binary = session is PostgresSession ? " collate \"C\"" : "";
        string order = string.Join(", ", Key.Select(k => columns.First(c => c.Name == k).Type == "text" ? k + binary : k));
        string select = $"select {string.Join(", ", columns.Select(c => c.Name))} from {Name} order by {order} limit {PageLength} offset $skip";
        string counted = $"select {string.Join(", ", columns.Select(c => c.Name))} from {Name} where {Counted} > $skip order by {Counted} limit {PageLength}";
        int number = columns.Select(c => c.Name).ToList().IndexOf(Counted);
        long skip = 0;
        while (true)
        {
            ImmutableArray<object?[]> page = session.List(IsCounted ? counted : select, row => Values(row, columns), ("$skip", skip));
            if (page.IsEmpty)
            {
                yield break;
            }

            yield return page;
            skip = IsCounted ? (long)page[^1][number]! : skip + page.Length;
        }
    }

    // As the other database would give them: whole numbers are long, yes and no are bool.
    private static object?[] Values(System.Data.Common.DbDataReader row, ImmutableArray<(string Name, string Type)> columns)
    {
        object?[] values = new object?[columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = row.IsDBNull(i) ? null : row.GetValue(i) switch
            {
                int number => (long)number,
                long flag when columns[i].Type == "boolean" => flag != 0,
                object value => value,
            };
        }

        return values;
    }
}
