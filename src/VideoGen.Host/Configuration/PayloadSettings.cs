using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace VideoGen.Host.Configuration;

/// <summary>
/// PayloadCMS as catalog, record and media store. On when <see cref="Url"/> is set. The key is no setting: it stays in the variable that
/// <see cref="KeyVariable"/> names.
/// </summary>
public sealed record PayloadSettings
{
    /// <summary>Address of the CMS without its REST prefix; null keeps everything on this machine.</summary>
    [Description("Address of PayloadCMS, without its REST prefix; unset keeps templates, records and clips on this machine.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    public string? Url { get; init; }

    /// <summary>Address under which the CMS hands out clips and stills; null where it is <see cref="Url"/>.</summary>
    [Description("Address under which the CMS hands out clips and stills, where that is not payload.url; it is shown the key as well.")]
    [StringLength(2048)]
    [RegularExpression(SettingPatterns.HttpAddress)]
    public string? PublicUrl { get; init; }

    /// <summary>REST prefix, Payload's <c>routes.api</c>.</summary>
    [Description("REST prefix of the CMS (routes.api of its config).")]
    [StringLength(200, MinimumLength = 1)]
    [RegularExpression("^/[A-Za-z0-9._~/-]*$")]
    [DefaultValue("/api")]
    public string ApiPrefix { get; init; } = "/api";

    /// <summary>Name of the environment variable that holds the API key of the service account.</summary>
    [Description("Name of the environment variable that holds the API key of the service account.")]
    [StringLength(200, MinimumLength = 1)]
    [RegularExpression("^[A-Za-z_][A-Za-z0-9_]*$")]
    [DefaultValue("PAYLOAD_API_KEY")]
    public string KeyVariable { get; init; } = "PAYLOAD_API_KEY";

    /// <summary>Slug of the auth collection with the service account.</summary>
    [Description("Slug of the auth collection that the service account belongs to.")]
    [StringLength(200, MinimumLength = 1)]
    [RegularExpression(SettingPatterns.Slug)]
    [DefaultValue("users")]
    public string AuthCollection { get; init; } = "users";

    /// <summary>Slugs that differ: from our name of a collection to theirs.</summary>
    [Description("Slugs that differ from ours: {\"media\": \"assets\"}.")]
    public ImmutableDictionary<string, string> Collections { get => field ?? ImmutableDictionary<string, string>.Empty; init; }

    /// <summary>Fields that differ: from <c>collection.field</c> in our names to the field's name there.</summary>
    [Description("Fields that are named otherwise in the CMS: {\"videoSegments.video_url\": \"url\"}.")]
    public ImmutableDictionary<string, string> Fields { get => field ?? ImmutableDictionary<string, string>.Empty; init; }

    /// <summary>Values for further fields of the media collection, with placeholders.</summary>
    [Description("Values for further fields of the media collection, with placeholders: {\"alt\": \"Scene {scene_number}\"}.")]
    public ImmutableDictionary<string, JsonElement> MediaValues { get => field ?? ImmutableDictionary<string, JsonElement>.Empty; init; }

    /// <summary>True where the media collection has no field <c>prefix</c>; then the path is written into the file name.</summary>
    [Description("true where the media collection has no field prefix: the folder is then written into the file name.")]
    [DefaultValue(false)]
    public bool MediaFlatNames { get; init; }

    /// <summary>Seconds for which the catalog is not read again, 0 to 3600; default 5.</summary>
    [Description("Seconds for which templates and provider configs are not read again.")]
    [Range(0, 3600)]
    [DefaultValue(5)]
    public int CatalogCacheSeconds { get; init; } = 5;

    /// <summary>Calls under way at once, 1 to 32; default 4.</summary>
    [Description("Calls to the CMS under way at once; one Payload process is busy with 4 to 8.")]
    [Range(1, 32)]
    [DefaultValue(4)]
    public int MaxParallel { get; init; } = 4;

    /// <summary>Seconds to establish a connection, 1 to 120; default 5.</summary>
    [Description("Seconds to establish a connection.")]
    [Range(1, 120)]
    [DefaultValue(5)]
    public int ConnectTimeoutSeconds { get; init; } = 5;

    /// <summary>Seconds for one call, 1 to 600; default 30.</summary>
    [Description("Seconds for one call.")]
    [Range(1, 600)]
    [DefaultValue(30)]
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Seconds for the upload of one clip, 5 to 3600; default 600.</summary>
    [Description("Seconds for the upload of one clip.")]
    [Range(5, 3600)]
    [DefaultValue(600)]
    public int UploadTimeoutSeconds { get; init; } = 600;

    /// <summary>Tries of one call that may be repeated, 1 to 10; default 3.</summary>
    [Description("Tries of one call that may be repeated.")]
    [Range(1, 10)]
    [DefaultValue(3)]
    public int Attempts { get; init; } = 3;
}
