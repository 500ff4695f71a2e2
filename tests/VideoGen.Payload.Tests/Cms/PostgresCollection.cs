namespace VideoGen.Payload.Tests.Cms;

/// <summary>Classes that share one CMS on PostgreSQL, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresCms>
{
    public const string Name = "CMS on PostgreSQL";
}
