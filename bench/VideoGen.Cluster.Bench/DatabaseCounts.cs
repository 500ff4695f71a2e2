using System.Runtime.InteropServices;

namespace VideoGen.Cluster.Bench;

/// <summary>What PostgreSQL counted, of one database but for log and processor, which are those of the whole server.</summary>
/// <param name="Statements">Statements that were executed.</param>
/// <param name="LogBytes">Bytes of the write-ahead log.</param>
/// <param name="Size">Bytes of the database on disk.</param>
/// <param name="Cpu">Seconds of processor.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DatabaseCounts(long Statements, long LogBytes, long Size, double Cpu)
{
    public static DatabaseCounts operator -(DatabaseCounts after, DatabaseCounts before) =>
        new(after.Statements - before.Statements, after.LogBytes - before.LogBytes, after.Size - before.Size, after.Cpu - before.Cpu);
}
