namespace VideoGen.Ledger.Tests.Postgres;

/// <summary>The tests that share a PostgreSQL.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresSuite : ICollectionFixture<PostgresCluster>
{
    public const string Name = "PostgreSQL";
}
