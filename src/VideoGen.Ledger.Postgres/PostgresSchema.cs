using System.Globalization;
using System.Reflection;

namespace VideoGen.Ledger.Postgres;

/// <summary>The numbered SQL files of this assembly, and how far a database has come with them.</summary>
internal static class PostgresSchema
{
    private const string Prefix = "postgres/";
    private const string IsLedger = "select count(*) from pg_class where relname = 'schema_version' and relnamespace = current_schema()::regnamespace";
    private const string AnyTable = "select count(*) from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace";

    // Two nodes that come upon an empty database at once make one ledger. The number is any that nobody else uses.
    private const string OneAtATime = "select pg_advisory_xact_lock(6220402891231)";

    private static readonly Lazy<(long Number, string Name)[]> Files = new(() =>
        [.. typeof(PostgresSchema).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (long.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name))
            .Order()]);

    /// <summary>The newest format this version knows.</summary>
    public static long Newest => Files.Value[^1].Number;

    /// <summary>The format of the database; 0 where there is no ledger.</summary>
    public static long Version(Sql.Session session) =>
        session.Number(IsLedger) == 0 ? 0 : session.Number("select max(version) from schema_version");

    /// <summary>Makes the ledger in an empty schema; refuses what is not ours, newer or older.</summary>
    public static void Prepare(PostgresSession session, string place)
    {
        if (Version(session) is > 0 and var present)
        {
            if (present != Newest)
            {
                throw present > Newest ? PostgresFault.Newer(place, present, Newest) : PostgresFault.Older(place, present, Newest);
            }

            return;
        }

        Bring(session, place, Newest);
    }

    /// <summary>Brings the database to a format, whatever it has. Every node is stopped.</summary>
    /// <returns>The format it had; 0 for none.</returns>
    public static long Bring(PostgresSession session, string place, long newest)
    {
        session.Begin();
        try
        {
            session.Execute(OneAtATime);
            long present = Version(session);
            if (present > newest)
            {
                throw PostgresFault.Newer(place, present, newest);
            }

            if (present == 0)
            {
                if (session.Number(AnyTable) > 0)
                {
                    throw PostgresFault.Foreign(place);
                }

                session.Execute("create table schema_version (version bigint primary key)");
            }

            foreach ((long number, string name) in Files.Value)
            {
                if (number > present && number <= newest)
                {
                    session.Script($"{Read(name)}; insert into schema_version values ({number});");
                }
            }

            session.CommitOnDisk(); // whoever asked for it is told that it is done
            return present;
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
