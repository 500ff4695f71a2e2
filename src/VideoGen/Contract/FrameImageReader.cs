using System.Collections.Immutable;
using System.Security.Cryptography;

namespace VideoGen.Contract;

/// <summary>Finds out where a still comes from; opens nothing.</summary>
internal static class FrameImageReader
{
    public static FrameImage? Read(
        GeneratedFrame still, string place, string? localFolder, ImmutableArray<Problem>.Builder problems, ImmutableArray<Warning>.Builder warnings)
    {
        switch (still)
        {
            case { ImageUrl: { } address, ImageBase64: not null }:
                warnings.Add(new(WarningCodes.ImageBase64Ignored, $"{place}/image_base64", $"'{still.FrameId}' has image_url and image_base64; the address is used."));
                return Address(address, still.FrameId, $"{place}/image_url", localFolder, problems);
            case { ImageUrl: { } address }:
                return Address(address, still.FrameId, $"{place}/image_url", localFolder, problems);
            case { ImageBase64: { } base64 }:
                return Base64(base64, still.FrameId, $"{place}/image_base64", problems);
            default:
                problems.Add(new(ProblemCodes.ImageMissing, place, $"'{still.FrameId}' has neither image_url nor image_base64.", "Send one of them, or leave the still out."));
                return null;
        }
    }

    private static FrameImage? Address(string text, string frameId, string place, string? localFolder, ImmutableArray<Problem>.Builder problems)
    {
        string address = text.Trim();
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            int comma = address.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0 || !address[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new(ProblemCodes.ImageAddressInvalid, place, $"The data URI of '{frameId}' is not base64.", "Use the form data:image/png;base64,…"));
                return null;
            }

            return Base64(address[(comma + 1)..], frameId, place, problems);
        }

        bool hasScheme = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri);
        if (hasScheme && uri!.Scheme is "http" or "https")
        {
            if (uri.UserInfo.Length > 0)
            {
                problems.Add(new(ProblemCodes.ImageAddressInvalid, place, $"The address of '{frameId}' holds a user name or password.", "Use an address that works without one."));
                return null;
            }

            return new FrameImage.Web(uri);
        }

        bool isFile = hasScheme ? uri!.IsFile : !address.Contains("://", StringComparison.Ordinal);
        if (!isFile || address.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(new(ProblemCodes.ImageAddressInvalid, place, $"{JsonPreview.Of(address)} is not an address of a still.", "Use https://…, a data: URI, or a file path where the agent runs on your machine."));
            return null;
        }

        if (localFolder is null || (hasScheme && uri!.IsUnc))
        {
            problems.Add(new(ProblemCodes.ImageAddressRefused, place, $"'{frameId}' names a local file, which callers over the network may not.", "Use https://… or image_base64."));
            return null;
        }

        return new FrameImage.LocalFile(hasScheme ? uri!.LocalPath : Path.GetFullPath(address, localFolder));
    }

    private static FrameImage.Inline? Base64(string base64, string frameId, string place, ImmutableArray<Problem>.Builder problems)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(base64);
            return new FrameImage.Inline(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (FormatException)
        {
            problems.Add(new(ProblemCodes.ImageAddressInvalid, place, $"The picture of '{frameId}' is not valid base64.", "Send the bytes of a PNG, JPEG or WebP file in base64."));
            return null;
        }
    }
}
