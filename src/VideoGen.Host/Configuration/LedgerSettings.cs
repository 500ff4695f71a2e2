using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace VideoGen.Host.Configuration;

/// <summary>
/// Where the ledger is: a SQLite file in the home folder, or a PostgreSQL database. The password is no setting: it stays in the variable that
/// <see cref="PasswordVariable"/> names.
/// </summary>
public sealed record LedgerSettings
{
    /// <summary>Connection string of a PostgreSQL database; null for the SQLite file in the home folder.</summary>
    [Description("Connection string of a PostgreSQL database for the ledger, without a password: Host=db.internal;Database=videogen;Username=videogen. Unset keeps the ledger in the file ledger.db of home.")]
    [StringLength(2048, MinimumLength = 1)]
    public string? Connection { get; init; }

    /// <summary>Name of the environment variable that holds the password of the database's user; default PGPASSWORD.</summary>
    [Description("Name of the environment variable that holds the password of the database's user, where it wants one.")]
    [StringLength(200, MinimumLength = 1)]
    [RegularExpression("^[A-Za-z_][A-Za-z0-9_]*$")]
    [DefaultValue("PGPASSWORD")]
    public string PasswordVariable { get; init; } = "PGPASSWORD";
}
