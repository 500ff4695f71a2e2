using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Catalog;

[Collection(PostgresCollection.Name)]
public sealed class PostgresCatalogTests(PostgresCms cms) : CatalogTests(cms);
