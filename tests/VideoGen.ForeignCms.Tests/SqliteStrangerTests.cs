namespace VideoGen.ForeignCms.Tests;

public sealed class SqliteStrangerTests(SqliteForeignCms cms) : StrangerTests(cms), IClassFixture<SqliteForeignCms>;
