using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Catalog;
using VideoGen.Records;

namespace VideoGen.Payload.Catalog;

/// <summary>Publishes the templates and provider configs that come with the product in a CMS that lacks them. What is there stays as it is.</summary>
/// <param name="client">The CMS, with a key that may write both collections.</param>
public sealed class CatalogPush(PayloadClient client)
{
    /// <summary>Looks for each document by its name, and publishes what is not there.</summary>
    /// <exception cref="PayloadException">The CMS does not answer or refuses a document; those before it are published.</exception>
    public async Task<ImmutableArray<PushedDocument>> RunAsync(CancellationToken cancellationToken)
    {
        CatalogSnapshot shipped = ShippedCatalog.Read();
        var pushed = ImmutableArray.CreateBuilder<PushedDocument>();
        foreach (PromptTemplate template in shipped.Templates)
        {
            pushed.Add(await PushAsync(RecordCollections.Templates, "name", template.Name, Body(template, CatalogJson.Default.PromptTemplate), cancellationToken));
        }

        foreach (ProviderConfig config in shipped.Providers)
        {
            pushed.Add(await PushAsync(RecordCollections.Providers, "provider", config.Provider, Body(config, CatalogJson.Default.ProviderConfig), cancellationToken));
        }

        return pushed.ToImmutable();
    }

    private async Task<PushedDocument> PushAsync(string collection, string key, string name, JsonObject body, CancellationToken cancellationToken)
    {
        if (await client.FindByKeyAsync(collection, key, name, [], cancellationToken) is not null)
        {
            return new PushedDocument(client.Slug(collection), name, IsNew: false);
        }

        body["_status"] = "published";
        await client.CreateAsync(collection, body, cancellationToken);
        return new PushedDocument(client.Slug(collection), name, IsNew: true);
    }

    // Payload gives ids and times itself.
    private static JsonObject Body<T>(T document, JsonTypeInfo<T> type)
    {
        JsonObject body = JsonSerializer.SerializeToNode(document, type)!.AsObject();
        body.Remove("id");
        body.Remove("updated_at");
        return body;
    }
}
