using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Media;

[Collection(SqliteCollection.Name)]
public sealed class SqliteMediaTests(SqliteCms cms) : MediaTests(cms);
