using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Records;

namespace VideoGen.Payload;

/// <summary>One PayloadCMS and how it is spoken to. The key goes to <see cref="BaseUrl"/> and <see cref="PublicUrl"/> and to no other host.</summary>
/// <param name="BaseUrl">Address of the CMS without the REST prefix: <c>https://cms.example.com</c>, or with a path in front of everything.</param>
/// <param name="Key">API key of the service account.</param>
public sealed record PayloadOptions(Uri BaseUrl, PayloadKey Key)
{
    /// <summary>Address under which the CMS hands out its files. Default <see cref="BaseUrl"/>.</summary>
    public Uri PublicUrl { get => field ?? BaseUrl; init; }

    /// <summary>REST prefix (Payload's <c>routes.api</c>). Default <c>/api</c>.</summary>
    public string ApiPrefix { get; init; } = "/api";

    /// <summary>Slug of the auth collection that holds the service account. Default <c>users</c>.</summary>
    public string AuthCollection { get; init; } = "users";

    /// <summary>
    /// Slugs that differ from our names: from a name of <see cref="RecordCollections.Names"/> to the slug in this CMS. Empty by default.
    /// </summary>
    public ImmutableDictionary<string, string> Slugs { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Fields that differ from our names: from <c>collection.field</c> (both our names, as in <c>media.project_id</c>) to the field's name
    /// in this CMS. Top-level fields only. Empty by default.
    /// </summary>
    public ImmutableDictionary<string, string> Fields { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Calls under way at once, 1 to 32; default 4. One Payload process is busy with 4 to 8.</summary>
    public int MaxParallel { get; init; } = 4;

    /// <summary>Seconds to establish a connection, 1 to 120; default 5.</summary>
    public int ConnectTimeoutSeconds { get; init; } = 5;

    /// <summary>Seconds for one call, 1 to 600; default 30.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Seconds for one upload of a file, 5 to 3 600; default 600.</summary>
    public int UploadTimeoutSeconds { get; init; } = 600;

    /// <summary>Tries of one call that may be repeated, 1 to 10; default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Seconds for which templates and provider configs are not read again, 0 to 3 600; default 5.</summary>
    public int CatalogCacheSeconds { get; init; } = 5;

    /// <summary>
    /// Values for further fields of the media collection, with placeholders: <c>alt</c> to <c>"Scene {scene_number}"</c>. Empty by default.
    /// </summary>
    public ImmutableDictionary<string, JsonElement> MediaValues { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    /// <summary>True where the media collection has no field <c>prefix</c>: the folder is then written into the file name. Default false.</summary>
    public bool MediaFlatNames { get; init; }
}
