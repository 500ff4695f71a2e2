using System.Collections.Immutable;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// The ledger in one SQLite file, created on first use. Several processes may share the file. Making one costs nothing: the file is
/// opened by the first call, and every call may end in a <see cref="LedgerException"/> when the file cannot be used. Thread-safe.
/// </summary>
public sealed class SqliteLedger : SqlLedger
{
    /// <summary>A ledger at a path.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">Clock for halts and patience.</param>
    public SqliteLedger(SqliteLedgerOptions options, TimeProvider time)
        : this(new LedgerFile(Checked(options), time ?? throw new ArgumentNullException(nameof(time))), options.Path, time)
    {
    }

    private SqliteLedger(LedgerFile file, string path, TimeProvider time)
        : base(file, time) => (File, Place) = (file, path);

    /// <inheritdoc/>
    public override string Place { get; }

    /// <summary>The file, for what else is kept in it.</summary>
    internal LedgerFile File { get; }

    /// <inheritdoc/>
    public override async ValueTask<ImmutableArray<string>> CheckIntegrityAsync(CancellationToken cancellationToken)
    {
        await File.WriteAsync(session => session.Execute("pragma user_version = 0"), cancellationToken);
        ImmutableArray<string> said = await File.ReadAsync(session => session.List("pragma quick_check(3)", row => row.GetString(0)), cancellationToken);
        return said is ["ok"] ? [] : said;
    }

    private static SqliteLedgerOptions Checked(SqliteLedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Path, nameof(options));
        return options;
    }
}
