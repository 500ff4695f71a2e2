using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Records;

[Collection(SqliteCollection.Name)]
public sealed class SqliteRecordStoreTests(SqliteCms cms) : RecordStoreTests(cms);
