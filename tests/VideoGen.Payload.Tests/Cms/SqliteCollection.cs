namespace VideoGen.Payload.Tests.Cms;

/// <summary>Classes that share one CMS on SQLite, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SqliteCollection : ICollectionFixture<SqliteCms>
{
    public const string Name = "CMS on SQLite";
}
