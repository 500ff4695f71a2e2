using System.Collections.Immutable;
using System.Data.Common;

namespace VideoGen.Ledger.Sql;

/// <summary>
/// One connection with its prepared statements, used by one thread at a time. Statements are constants of the classes that use
/// them, written so that SQLite and PostgreSQL both understand them; the number of prepared ones is fixed.
/// </summary>
internal abstract class Session : IDisposable
{
    /// <summary>True between begin and commit; an error may end a transaction on its own.</summary>
    public abstract bool InTransaction { get; }

    /// <summary>For a select of jobs: the document without what may hold pictures.</summary>
    public abstract string SlimDocument { get; }

    /// <summary>Runs a statement; answers the number of rows changed.</summary>
    public abstract int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters);

    /// <summary>Runs a statement of which nobody needs the number of rows: it may go together with the next.</summary>
    public virtual void Post(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Execute(sql, parameters);

    /// <summary>The rows of a query.</summary>
    public ImmutableArray<T> List<T>(
        string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbDataReader reader = Query(sql, parameters);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows.DrainToImmutable();
    }

    /// <summary>The only row of a query, or the type's default when there is none.</summary>
    public T? Find<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbDataReader reader = Query(sql, parameters);
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>The only number of a query; 0 for none or null.</summary>
    public long Number(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbDataReader reader = Query(sql, parameters);
        return !reader.Read() ? 0 : reader.GetValue(0) switch
        {
            long number => number,
            int number => number,
            bool flag => flag ? 1 : 0,
            decimal number => (long)number,
            _ => 0,
        };
    }

    /// <summary>Runs a script of many statements, once.</summary>
    public abstract void Script(string sql);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Runs a query with its values.</summary>
    protected abstract DbDataReader Query(string sql, ReadOnlySpan<(string Name, object? Value)> parameters);
}
