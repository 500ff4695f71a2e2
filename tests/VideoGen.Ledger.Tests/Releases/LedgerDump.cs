using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace VideoGen.Ledger.Tests.Releases;

/// <summary>A SQLite file as the SQL that makes it, so that the ledger of an old version can be kept and read like code.</summary>
public static class LedgerDump
{
    /// <summary>Writes a file down.</summary>
    public static string Write(string path)
    {
        using var connection = Open(path);
        var dump = new StringBuilder().Append(CultureInfo.InvariantCulture, $"pragma application_id = {Value(connection, "pragma application_id")};\n");
        foreach (var made in Rows(connection, "select sql, name, type from sqlite_master where sql is not null order by rowid"))
        {
            if (!made[1].StartsWith("'sqlite_", StringComparison.Ordinal))
            {
                dump.Append(Unquoted(made[0]).ReplaceLineEndings("\n")).Append(";\n");
            }
        }

        foreach (var table in Rows(connection, "select name from sqlite_master where type = 'table' order by rowid"))
        {
            var name = Unquoted(table[0]);
            foreach (var row in Rows(connection, $"select * from {name}"))
            {
                dump.Append(CultureInfo.InvariantCulture, $"insert into {name} values ({string.Join(", ", row)});\n");
            }
        }

        return dump.ToString();
    }

    /// <summary>Makes a file of it, as a version that wrote with a write-ahead log left it.</summary>
    public static void Read(string dump, string path)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma journal_mode = wal; pragma foreign_keys = off; {dump}";
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of every table: the table's name and, a row, its values as SQL.</summary>
    public static IReadOnlyList<(string Table, string Row)> RowsOf(string path)
    {
        using var connection = Open(path);
        return
        [
            .. Rows(connection, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
                .Select(table => Unquoted(table[0]))
                .SelectMany(table => Rows(connection, $"select * from {table}").Select(row => (table, string.Join(", ", row)))),
        ];
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Quoted(reader.GetValue(i)))]);
        }

        return rows;
    }

    private static string Value(SqliteConnection connection, string sql) => Rows(connection, sql)[0][0];

    private static string Quoted(object value) => value switch
    {
        DBNull => "null",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Unquoted(string value) => value[1..^1].Replace("''", "'", StringComparison.Ordinal);
}
