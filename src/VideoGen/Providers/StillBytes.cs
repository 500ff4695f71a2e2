using System.Security.Cryptography;
using VideoGen.Frames;

namespace VideoGen.Providers;

/// <summary>The bytes of a still, exactly as they were checked.</summary>
internal static class StillBytes
{
    /// <summary>The bytes; null when the frame store does not hold them any more as they were checked.</summary>
    public static async Task<byte[]?> ReadAsync(FrameStill still, CancellationToken cancellationToken)
    {
        try
        {
            byte[] bytes = await File.ReadAllBytesAsync(still.LocalPath, cancellationToken);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == still.Sha256 ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The failure of an order whose still is not there any more.</summary>
    public static ProviderFailure Lost(FrameStill still) => OrderCheck.Refused($"Frame {still.FrameId}: the picture is no longer in the frame store as it was checked.", "Send the request again.");

    /// <summary>A data address of a still.</summary>
    public static string AsDataUri(FrameStill still, byte[] bytes) => $"data:{still.MediaType};base64,{Convert.ToBase64String(bytes)}";
}
