using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Schema;

[Collection(SqliteCollection.Name)]
public sealed class SqlitePayloadExamTests(SqliteCms cms) : PayloadExamTests(cms);
