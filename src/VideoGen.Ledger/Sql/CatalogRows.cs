using System.Collections.Immutable;
using System.Data.Common;
using VideoGen.Catalog;

namespace VideoGen.Ledger.Sql;

/// <summary>Templates and provider configs as rows.</summary>
internal static class CatalogRows
{
    private const string AllProviders = "select document, shipped_document from provider_config order by provider";
    private const string OneProvider = "select document, shipped_document from provider_config where provider = $provider";
    private const string AllTemplates = "select document, shipped_document from prompt_template order by id, version";

    private const string PutProvider =
        """
        insert into provider_config (provider, document, shipped_document) values ($provider, $document, $shipped)
        on conflict (provider) do update set document = excluded.document, shipped_document = excluded.shipped_document
        """;

    private const string PutTemplate =
        """
        insert into prompt_template (id, version, name, model, document, shipped_document)
        values ($id, $version, $name, $model, $document, $shipped)
        on conflict (id, version) do update set
            name = excluded.name, model = excluded.model, document = excluded.document, shipped_document = excluded.shipped_document
        """;

    /// <summary>A document with what the product last put in its place; null where the owner made it.</summary>
    internal readonly record struct Kept<T>(T Document, T? Shipped) where T : class;

    /// <summary>Every config and every template as they are stored, unread.</summary>
    public static (ImmutableArray<string> Providers, ImmutableArray<string> Templates) Texts(Session session) =>
        (session.List(AllProviders, row => row.GetString(0)), session.List(AllTemplates, row => row.GetString(0)));

    /// <summary>Every config.</summary>
    public static ImmutableArray<Kept<ProviderConfig>> Providers(Session session) =>
        session.List(AllProviders, row => ReadRow(row, CatalogDocuments.ReadConfig));

    /// <summary>The config of one provider, or null.</summary>
    public static Kept<ProviderConfig>? Provider(Session session, string provider) =>
        session.Find<Kept<ProviderConfig>?>(OneProvider, row => ReadRow(row, CatalogDocuments.ReadConfig), ("$provider", provider));

    /// <summary>Every version of every template.</summary>
    public static ImmutableArray<Kept<PromptTemplate>> Templates(Session session) =>
        session.List(AllTemplates, row => ReadRow(row, CatalogDocuments.ReadTemplate));

    /// <summary>Writes a config over what is there.</summary>
    public static void Put(Session session, ProviderConfig config, ProviderConfig? shipped) => session.Post(
        PutProvider,
        ("$provider", config.Provider),
        ("$document", CatalogDocuments.Write(config)),
        ("$shipped", shipped is null ? null : CatalogDocuments.Write(shipped)));

    /// <summary>Writes a template version over what is there.</summary>
    public static void Put(Session session, PromptTemplate template, PromptTemplate? shipped) => session.Post(
        PutTemplate,
        ("$id", template.Id),
        ("$version", template.Version),
        ("$name", template.Name),
        ("$model", template.Model),
        ("$document", CatalogDocuments.Write(template)),
        ("$shipped", shipped is null ? null : CatalogDocuments.Write(shipped)));

    private static Kept<T> ReadRow<T>(DbDataReader row, Func<string, T> read) where T : class =>
        new(read(row.GetString(0)), row.IsDBNull(1) ? null : read(row.GetString(1)));
}
