namespace VideoGen.ForeignCms.Tests;

public sealed class PostgresStrangerTests(PostgresForeignCms cms) : StrangerTests(cms), IClassFixture<PostgresForeignCms>;
