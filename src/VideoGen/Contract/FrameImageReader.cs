using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>Finds out where a still comes from; opens nothing.</summary>
internal static partial class FrameImageReader
{
    public static FrameImage? Read(
        GeneratedFrame still, string place, string? localFolder, Findings findings)
    {
        switch (still)
        {
            case { ImageUrl: { } address, ImageBase64: not null }:
                findings.Warn(WarningCodes.ImageBase64Ignored, $"{place}/image_base64", $"'{still.FrameId}' has image_url and image_base64; the address is used.");
                return Address(address, still.FrameId, $"{place}/image_url", localFolder, findings);
            case { ImageUrl: { } address }:
                return Address(address, still.FrameId, $"{place}/image_url", localFolder, findings);
            case { ImageBase64: { } base64 }:
                return IsData(base64)
                    ? Data(base64, still.FrameId, $"{place}/image_base64", findings)
                    : Base64(base64, still.FrameId, $"{place}/image_base64", findings);
            default:
                findings.Refuse(ProblemCodes.ImageMissing, place, $"'{still.FrameId}' has neither image_url nor image_base64.", "Send one of them, or leave the still out.");
                return null;
        }
    }

    private static FrameImage? Address(string text, string frameId, string place, string? localFolder, Findings findings)
    {
        string address = text.Trim();
        if (IsData(address))
        {
            return Data(address, frameId, place, findings);
        }

        if (HasScheme().Match(address) is { Success: true, Value: var scheme } && !FileAddress.Is(address))
        {
            return Web(address, scheme, frameId, place, findings);
        }

        if (localFolder is null)
        {
            findings.Refuse(ProblemCodes.ImageAddressRefused, place, $"'{frameId}' names a local file; over HTTP the server opens no file for a caller.", "Send the picture itself as image_base64 or a data: URI, or its https address.");
            return null;
        }

        switch (LocalPath.Read(address, localFolder))
        {
            case LocalPath.Found found:
                return new FrameImage.LocalFile(found.Path);
            case LocalPath.Unusable unusable:
                findings.Refuse(ProblemCodes.ImageAddressInvalid, place, $"The still of '{frameId}' cannot be found: {JsonPreview.Of(address)} is {unusable.Reason}.", unusable.Remedy);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException("A path is found or not usable.");
        }
    }

    private static FrameImage.Web? Web(string address, string scheme, string frameId, string place, Findings findings)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            findings.Refuse(
                ProblemCodes.ImageAddressInvalid, place, $"{JsonPreview.Of(address)} is not an address of a still.",
                $"Use https://…, a data: URI, or a file path where the agent runs on your machine{(scheme is "http:" or "https:" ? "" : $" (./{scheme}… where a file's name begins like that)")}.");
            return null;
        }

        if (uri.UserInfo.Length > 0)
        {
            findings.Refuse(ProblemCodes.ImageAddressInvalid, place, $"The address of '{frameId}' holds a user name or password.", "Use an address that works without one.");
            return null;
        }

        return new FrameImage.Web(uri);
    }

    // One letter and a colon is a drive of Windows.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.\-]+:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex HasScheme();

    private static bool IsData(string text) => text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static FrameImage.Inline? Data(string text, string frameId, string place, Findings findings)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
        {
            findings.Refuse(ProblemCodes.ImageAddressInvalid, place, $"The data URI of '{frameId}' is not base64.", "Use the form data:image/png;base64,…");
            return null;
        }

        return Base64(text[(comma + 1)..], frameId, place, findings);
    }

    private static FrameImage.Inline? Base64(string base64, string frameId, string place, Findings findings)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(base64);
            return new FrameImage.Inline(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (FormatException)
        {
            findings.Refuse(ProblemCodes.ImageAddressInvalid, place, $"The picture of '{frameId}' is not valid base64.", "Send the bytes of a PNG, JPEG or WebP file in base64.");
            return null;
        }
    }
}
