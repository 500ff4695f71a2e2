namespace VideoGen.ForeignCms.Tests;

/// <summary>On SQLite.</summary>
public sealed class SqliteForeignCms : ForeignCms
{
    protected override string Database => $"file:{Home["studio.db"]}";
}
