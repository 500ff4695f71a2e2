using VideoGen.Payload.Tests.Cms;

namespace VideoGen.Payload.Tests.Catalog;

[Collection(SqliteCollection.Name)]
public sealed class SqliteCatalogTests(SqliteCms cms) : CatalogTests(cms);
