using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace VideoGen.Payload;

/// <summary>Our names of collections and fields, and this CMS's. Pure.</summary>
internal sealed class PayloadNames(PayloadOptions options)
{
    private readonly ImmutableDictionary<string, string> _ours = options.Fields.ToImmutableDictionary(
        f => Joined(f.Key[..Math.Max(0, f.Key.IndexOf('.'))], f.Value), f => f.Key[(f.Key.IndexOf('.') + 1)..], StringComparer.Ordinal);

    /// <summary>The slug of a collection.</summary>
    public string Slug(string collection) => options.Slugs.GetValueOrDefault(collection, collection);

    /// <summary>The CMS's name of a field; only the first step of a path may differ.</summary>
    public string Theirs(string collection, string field)
    {
        string top = field.Split('.')[0];
        return options.Fields.GetValueOrDefault(Joined(collection, top), top) + field[top.Length..];
    }

    /// <summary>Our name of a field.</summary>
    public string Ours(string collection, string field) => _ours.GetValueOrDefault(Joined(collection, field), field);

    /// <summary>A document as the CMS names its fields.</summary>
    public JsonObject ToTheirs(string collection, JsonObject document) => Renamed(document, name => Theirs(collection, name));

    /// <summary>A document as we name its fields.</summary>
    public JsonObject ToOurs(string collection, JsonObject document) => Renamed(document, name => Ours(collection, name));

    private static JsonObject Renamed(JsonObject document, Func<string, string> name)
    {
        var renamed = new JsonObject();
        foreach (var (member, value) in document)
        {
            renamed[name(member)] = value?.DeepClone();
        }

        return renamed;
    }

    private static string Joined(string collection, string field) => $"{collection}.{field}";
}
