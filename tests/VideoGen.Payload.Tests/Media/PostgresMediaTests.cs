using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Media;

[Collection(PostgresCollection.Name)]
public sealed class PostgresMediaTests(PostgresCms cms) : MediaTests(cms);
