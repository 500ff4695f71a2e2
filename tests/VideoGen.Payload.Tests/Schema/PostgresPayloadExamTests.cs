using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Schema;

[Collection(PostgresCollection.Name)]
public sealed class PostgresPayloadExamTests(PostgresCms cms) : PayloadExamTests(cms);
