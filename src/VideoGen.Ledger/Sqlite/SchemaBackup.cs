using VideoGen.Files;
using VideoGen.Ledger.Sql;

namespace VideoGen.Ledger.Sqlite;

/// <summary>
/// A whole copy of the ledger as it was before its format changes, beside it as <c>ledger.db.before-0004</c>: the way back to the older
/// version. One for each change, never removed by the program.
/// </summary>
internal static class SchemaBackup
{
    /// <summary>Where the copy goes.</summary>
    /// <param name="path">Path of the ledger.</param>
    /// <param name="number">The first format that the ledger does not have yet.</param>
    public static string PathOf(string path, long number) => $"{path}.before-{number:0000}";

    /// <summary>Makes the copy; it is whole and on disk when this returns. The caller holds the writer's lock.</summary>
    public static void Make(Session session, string path, long number)
    {
        var place = PathOf(path, number);
        var part = place + ".part";
        File.Delete(part);
        try
        {
            session.Execute("vacuum into $part", ("$part", part));
            using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            OwnerOnly.Narrow(part);
            File.Move(part, place, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
