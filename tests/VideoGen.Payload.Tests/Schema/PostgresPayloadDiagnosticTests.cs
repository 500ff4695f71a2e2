using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Schema;

[Collection(PostgresCollection.Name)]
public sealed class PostgresPayloadDiagnosticTests(PostgresCms cms) : PayloadDiagnosticTests(cms);
