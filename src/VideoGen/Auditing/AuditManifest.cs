using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoGen.Auditing;

/// <summary>The list of a bundle's files with their hashes. Pure.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Files">Every file but the manifest, by name.</param>
internal sealed record AuditManifest(string RequestId, ImmutableArray<AuditFile> Files)
{
    /// <summary>The document; files are listed by name.</summary>
    public static ReadOnlyMemory<byte> Write(string requestId, IEnumerable<AuditFile> files) => AuditJson.Bytes(new JsonObject
    {
        ["format"] = AuditNames.Format,
        ["request_id"] = requestId,
        ["files"] = new JsonArray([.. files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["size"] = f.Size, ["sha256"] = f.Sha256 })]),
    });

    /// <summary>The manifest of a document; null for anything that <see cref="Write"/> does not write.</summary>
    public static AuditManifest? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            JsonNode? document = JsonNode.Parse(bytes.Span);
            if ((string?)document?["format"] != AuditNames.Format)
            {
                return null;
            }

            var manifest = new AuditManifest(
                (string)document!["request_id"]!,
                [.. document["files"]!.AsArray().Select(f => new AuditFile((string)f!["name"]!, (long)f["size"]!, (string)f["sha256"]!))]);
            return Write(manifest.RequestId, manifest.Files).Span.SequenceEqual(bytes.Span) ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }
}
