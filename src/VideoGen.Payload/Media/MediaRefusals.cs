namespace VideoGen.Payload.Media;

/// <summary>What has to be changed before a CMS takes a clip that it refused. Pure.</summary>
internal static class MediaRefusals
{
    /// <summary>For a clip that is too large.</summary>
    public const string RaiseLimits = "Raise upload.limits.fileSize and upload.requestSizeLimit in the CMS's config (and the limit of a proxy in front of it).";

    /// <summary>For a refusal of the CMS.</summary>
    public static string Remedy(PayloadException e, string slug) => e switch
    {
        { Status: 413 } => RaiseLimits,
        { Kind: PayloadErrorKind.Forbidden } => $"Let the service account create documents of {slug}.",
        { Fields: [{ Message: "" }, ..] } => "Set payload.media_flat_names to true, which a media collection without a field prefix wants.",
        { Fields.IsEmpty: false } => $"Fill the fields that {slug} asks for by payload.media_values, or change their rules.",
        _ => $"Change what {slug} or its hooks refuse.",
    };
}
