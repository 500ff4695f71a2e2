using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Schema;

[Collection(SqliteCollection.Name)]
public sealed class SqlitePayloadDiagnosticTests(SqliteCms cms) : PayloadDiagnosticTests(cms);
