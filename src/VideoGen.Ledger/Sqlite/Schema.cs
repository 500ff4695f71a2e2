using System.Globalization;
using System.Reflection;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>The numbered SQL files of this assembly, and how far a ledger has come with them.</summary>
internal static class Schema
{
    private const string Prefix = "sqlite/";

    /// <summary>"VGEN": tells our files from other programs' databases.</summary>
    private const long ApplicationId = 0x5647454E;

    private static readonly Lazy<(long Number, string Name)[]> Files = new(() =>
        [.. typeof(Schema).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (long.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name))
            .Order()]);

    /// <summary>The newest format this version knows.</summary>
    public static long Newest => Files.Value[^1].Number;

    /// <summary>Refuses, before anything is changed, a file that is not ours or is newer than this version.</summary>
    public static void Inspect(Session session, string path)
    {
        if (session.Number("select count(*) from sqlite_master") == 0)
        {
            return;
        }

        if (session.Number("pragma application_id") != ApplicationId)
        {
            throw LedgerFault.Foreign(path);
        }

        if (Version(session) is var found && found > Newest)
        {
            throw LedgerFault.Newer(path, found, Newest);
        }
    }

    /// <summary>Applies what is missing, one transaction for each file, after a copy of what is there.</summary>
    public static void Upgrade(Session session, string path)
    {
        if (session.Number("select count(*) from sqlite_master") == 0)
        {
            Begin(session);
        }

        var present = Version(session);
        if (present > 0 && present < Newest)
        {
            SchemaBackup.Make(session, path, Files.Value.First(file => file.Number > present).Number);
        }

        foreach (var (number, name) in Files.Value)
        {
            if (number > present)
            {
                session.Script($"begin immediate; {Read(name)}; insert into schema_version values ({number}); commit;");
            }
        }
    }

    /// <summary>Marks an empty database as a ledger that has no format yet.</summary>
    public static void Begin(Session session) => session.Script(
        $"""
        begin immediate;
        pragma application_id = {ApplicationId};
        create table schema_version (version integer primary key) strict;
        commit;
        """);

    private static long Version(Session session) => session.Number("select max(version) from schema_version");

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
