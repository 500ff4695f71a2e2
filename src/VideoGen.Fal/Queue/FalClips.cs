using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VideoGen.Providers;

namespace VideoGen.Fal.Queue;

/// <summary>
/// Finds the clip in a model's output. The documented form is <c>{"video": {"url": …}}</c>; models and the services around them also write a
/// plain address, a list, addresses by name of the quality, and put all of it into an envelope. The address may be a <c>data:</c> address with the
/// clip itself (<see cref="FalInlineClips"/>). Everything but the address is optional. Pure.
/// </summary>
internal static partial class FalClips
{
    private const int LongestRaw = 65_536;
    private const int Deepest = 6;

    private static readonly string[] Envelopes = ["output", "outputs", "result", "results", "response", "data", "payload", "file", "files", "media", "artifacts"];
    private static readonly string[] Addresses = ["url", "video_url", "file_url", "download_url", "signed_url", "public_url", "uri", "src", "href"];
    private static readonly string[] Endings = [".mp4", ".m4v", ".mov", ".webm", ".mkv", ".gif"];

    /// <summary>The clip, or null when the output holds none that can be fetched.</summary>
    public static ProviderClip? Read(JsonNode? output, string raw, decimal? billedUnits)
    {
        ProviderClip[] found = [.. Find(output, isClip: false, Deepest)];
        return found is not [var first, ..] ? null : first with
        {
            BilledUnits = billedUnits,
            Notes = [.. Notes(output as JsonObject, found.DistinctBy(c => c.Address).Count())],
            Response = raw.Length > LongestRaw ? raw[..LongestRaw] : raw,
        };
    }

    private static IEnumerable<ProviderClip> Find(JsonNode? node, bool isClip, int depth) => node switch
    {
        _ when depth == 0 => [],
        JsonArray list => list.SelectMany(entry => Find(entry, isClip, depth - 1)),
        JsonObject entry => At(entry, isClip) is { } clip ? [clip] : Inside(entry, isClip, depth - 1),
        JsonValue value when value.TryGetValue(out string? text) && Address(text) is { } address && (isClip || LooksLikeOne(address, null)) => [new ProviderClip(address)],
        _ => [],
    };

    // What is named like a clip is one; a file or an address inside an envelope has to look like one.
    private static ProviderClip[] Inside(JsonObject entry, bool isClip, int depth)
    {
        ProviderClip[] named =
        [
            .. entry.Where(m => ClipName().IsMatch(m.Key)).OrderBy(m => m.Key.Contains("webm", StringComparison.OrdinalIgnoreCase)).SelectMany(m => Find(m.Value, isClip: true, depth)),
            .. Envelopes.SelectMany(name => Find(entry[name], isClip, depth)),
        ];
        return named.Length > 0 || !isClip ? named : ByName(entry, depth);
    }

    // A clip under several names, of which nobody can know them all ("720p", "hd"), perhaps beside its poster.
    private static ProviderClip[] ByName(JsonObject map, int depth)
    {
        ProviderClip[] all = [.. map.Where(m => !OtherName().IsMatch(m.Key)).SelectMany(m => Find(m.Value, isClip: true, depth))];
        ProviderClip[] alike = [.. all.Where(c => LooksLikeOne(c.Address, c.ContentType))];
        return alike is [] ? [.. all.Where(c => c.ContentType is null && !Path.HasExtension(c.Address.AbsolutePath))] : alike;
    }

    // An object that is a file itself: the address beside its type and size.
    private static ProviderClip? At(JsonObject file, bool isClip)
    {
        var type = file.Text("content_type") ?? file.Text("mime_type");
        return Addresses.Select(name => Address(file.Text(name))).FirstOrDefault(a => a is not null) is { } address && (isClip || LooksLikeOne(address, type))
            ? new ProviderClip(address)
            {
                ContentType = type,
                FileSize = file.Whole("file_size") is { } size and >= 0 ? size : null,
            }
            : null;
    }

    private static bool LooksLikeOne(Uri address, string? type) =>
        type?.StartsWith("video/", StringComparison.OrdinalIgnoreCase) == true
        || FalInlineClips.IsVideo(address)
        || Endings.Any(e => address.AbsolutePath.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https" || FalInlineClips.IsInline(address)) ? address : null;

    private static IEnumerable<string> Notes(JsonObject? output, int clips)
    {
        if (clips > 1)
        {
            yield return $"The model answered with {clips} clips; this is the first.";
        }

        // Ours is never meant to be altered.
        if ((output?.Text("actual_prompt") ?? output?.Text("expanded_prompt")) is { } prompt)
        {
            yield return $"The model reports the prompt it worked from: {prompt}";
        }
    }

    [GeneratedRegex("^((generated|output|result|final|rendered)[_-]?)?(video|clip|movie|mp4|webm)s?([_-]?(url|uri|link|file|src))?s?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ClipName();

    [GeneratedRegex("thumb|poster|preview|cover|image|frame|audio|sound|subtitle|caption|input|source|reference|mask", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OtherName();
}
