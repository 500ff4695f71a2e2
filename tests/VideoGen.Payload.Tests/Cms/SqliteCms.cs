namespace VideoGen.Payload.Tests.Cms;

/// <summary>The CMS on SQLite.</summary>
public sealed class SqliteCms : CmsServer
{
    protected override string Database => $"file:{Home["cms.db"]}";
}
