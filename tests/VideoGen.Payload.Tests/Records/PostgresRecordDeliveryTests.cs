using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Records;

[Collection(PostgresCollection.Name)]
public sealed class PostgresRecordDeliveryTests(PostgresCms cms) : RecordDeliveryTests(cms);
