using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Records;

namespace VideoGen.Payload.Schema;

/// <summary>
/// Finds out over plain REST, without rights of an administrator and without writing, whether the five collections are as the agent needs
/// them: a query for a path that is not there is refused and names it. A path through rows, a group or a relation also proves that the field
/// is one. Whether a value is a text or a number cannot be seen from outside.
/// </summary>
/// <param name="client">The CMS.</param>
/// <param name="options">Names of its collections and fields.</param>
/// <param name="flatNames">True where the media collection has no field <c>prefix</c>.</param>
public sealed class SchemaProbe(PayloadClient client, PayloadOptions options, bool flatNames)
{
    /// <summary>Paths asked for at once: each costs a join in SQL databases.</summary>
    private const int PathsAtOnce = 12;

    private readonly PayloadNames _names = new(options);

    /// <summary>Looks at all five.</summary>
    /// <exception cref="PayloadException">The CMS does not answer, or refuses the key.</exception>
    public async Task<ImmutableArray<CollectionState>> RunAsync(CancellationToken cancellationToken)
    {
        await client.CheckKeyAsync(cancellationToken);
        JsonObject access = await client.ReadAccessAsync(cancellationToken);
        var states = ImmutableArray.CreateBuilder<CollectionState>();
        foreach (string name in RecordCollections.Names)
        {
            states.Add(await LookAsync(name, access, cancellationToken));
        }

        return states.ToImmutable();
    }

    private async Task<CollectionState> LookAsync(string name, JsonObject access, CancellationToken cancellationToken)
    {
        string slug = _names.Slug(name);
        bool onlyRead = name is RecordCollections.Templates or RecordCollections.Providers;
        ImmutableArray<string> refused = onlyRead
            ? CollectionAccess.Refused(access, slug, "read")
            : name is RecordCollections.Media
                ? CollectionAccess.Refused(access, slug, "read", "create")
                : CollectionAccess.Refused(access, slug, "read", "create", "update");
        ImmutableArray<ExpectedPath> paths = [.. ExpectedFields.Paths(name).Where(p => !(flatNames && name is RecordCollections.Media && p.Path == "prefix"))];
        try
        {
            var missing = new HashSet<string>(StringComparer.Ordinal);
            foreach (ExpectedPath[] some in paths.Chunk(PathsAtOnce))
            {
                missing.UnionWith(await client.FindUnknownAsync(name, [.. some.Select(p => p.Path)], cancellationToken));
            }

            IEnumerable<string> written = onlyRead ? [] : ExpectedFields.Of(name).Select(f => _names.Theirs(name, f));
            return new CollectionState(name, slug, null, refused, Reported(name, paths, missing), CollectionAccess.ReadOnly(access, slug, written));
        }
        catch (PayloadException e) when (e.Kind is not (PayloadErrorKind.Unavailable or PayloadErrorKind.KeyRefused))
        {
            return new CollectionState(name, slug, e, refused, [], []);
        }
    }

    // A field of which nothing is there is reported once, not with everything in it.
    private ImmutableArray<MissingPath> Reported(string name, ImmutableArray<ExpectedPath> paths, HashSet<string> missing) =>
    [
        .. paths.GroupBy(p => p.Path.Split('.')[0], StringComparer.Ordinal).SelectMany(field =>
            field.All(p => missing.Contains(p.Path)) ? [new ExpectedPath(field.Key, field.Any(p => p.IsVital))] : field.Where(p => missing.Contains(p.Path)))
            .Select(p => new MissingPath(p.Path, _names.Theirs(name, p.Path), p.IsVital)),
    ];
}
