using System.Security.Cryptography;

namespace VideoGen.Contract;

/// <summary>Finds out where a still comes from; opens nothing.</summary>
internal static class FrameImageReader
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

        // A path is taken as it is: reading it as an address would give '%', '?' and '#' a meaning.
        Uri? uri = null;
        bool hasScheme = !address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out uri);
        if (hasScheme && uri!.Scheme is "http" or "https")
        {
            if (uri.UserInfo.Length > 0)
            {
                findings.Refuse(ProblemCodes.ImageAddressInvalid, place, $"The address of '{frameId}' holds a user name or password.", "Use an address that works without one.");
                return null;
            }

            return new FrameImage.Web(uri);
        }

        bool isFile = hasScheme ? uri!.IsFile : address.Length > 0 && !address.Contains("://", StringComparison.Ordinal);
        if (!isFile || address.Contains('\0', StringComparison.Ordinal))
        {
            findings.Refuse(ProblemCodes.ImageAddressInvalid, place, $"{JsonPreview.Of(address)} is not an address of a still.", "Use https://…, a data: URI, or a file path where the agent runs on your machine.");
            return null;
        }

        if (localFolder is null || (hasScheme && uri!.IsUnc))
        {
            findings.Refuse(ProblemCodes.ImageAddressRefused, place, $"'{frameId}' names a local file, which callers over the network may not.", "Use https://… or image_base64.");
            return null;
        }

        return new FrameImage.LocalFile(hasScheme ? uri!.LocalPath : Path.GetFullPath(address, localFolder));
    }

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
