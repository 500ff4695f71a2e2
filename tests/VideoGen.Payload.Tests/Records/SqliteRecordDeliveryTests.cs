using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Records;

[Collection(SqliteCollection.Name)]
public sealed class SqliteRecordDeliveryTests(SqliteCms cms) : RecordDeliveryTests(cms);
