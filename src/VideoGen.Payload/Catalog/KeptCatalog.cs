using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Files;

namespace VideoGen.Payload.Catalog;

/// <summary>
/// The last known good catalog in one small file, so that a start while the CMS is down works. Written when it changed, aside and renamed:
/// any process reads a whole one or none. Losing it costs such a start its newest state, nothing else.
/// </summary>
/// <param name="file">Absolute path.</param>
/// <param name="source">The CMS it comes from: what another one published does not count.</param>
internal sealed class KeptCatalog(string file, Uri source)
{
    private string? _written;

    /// <summary>What is kept and since when it stands so; null when there is nothing.</summary>
    public (CatalogSnapshot Snapshot, DateTimeOffset Since)? Load()
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is not JsonObject kept || (string?)kept["source"] != source.AbsoluteUri)
            {
                return null;
            }

            var snapshot = new CatalogSnapshot(
                [.. kept["providers"]!.AsArray().Select(p => p.Deserialize(CatalogJson.Default.ProviderConfig)!)],
                [.. kept["templates"]!.AsArray().Select(t => t.Deserialize(CatalogJson.Default.PromptTemplate)!)]);
            _written = Content(snapshot).ToJsonString();
            return (snapshot, kept["since"]!.GetValue<DateTimeOffset>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or NullReferenceException or InvalidOperationException or ArgumentException or FormatException)
        {
            return null; // not there, or from another version of the program
        }
    }

    /// <summary>Keeps a snapshot. False when it is the one that is kept already.</summary>
    public bool Save(CatalogSnapshot snapshot, DateTimeOffset since)
    {
        JsonObject content = Content(snapshot);
        string text = content.ToJsonString();
        if (text == _written)
        {
            return false;
        }

        _written = text;
        content["source"] = source.AbsoluteUri;
        content["since"] = since;
        string aside = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            OwnerOnly.MakeFolder(Path.GetDirectoryName(file)!);
            OwnerOnly.Write(aside, content.ToJsonString());
            File.Move(aside, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said above: nothing else is lost.
        }

        return true;
    }

    private static JsonObject Content(CatalogSnapshot snapshot) => new()
    {
        ["providers"] = new JsonArray([.. snapshot.Providers.Select(p => JsonSerializer.SerializeToNode(p, CatalogJson.Default.ProviderConfig))]),
        ["templates"] = new JsonArray([.. snapshot.Templates.Select(t => JsonSerializer.SerializeToNode(t, CatalogJson.Default.PromptTemplate))]),
    };
}
