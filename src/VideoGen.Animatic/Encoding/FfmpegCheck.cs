using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Encoding;

/// <summary>Asks an ffmpeg whether it can do the work.</summary>
internal static class FfmpegCheck
{
    /// <summary>What is wrong with a program; null when it can encode H.264.</summary>
    public static async Task<string?> FaultAsync(string program, CancellationToken cancellationToken)
    {
        try
        {
            await using FfmpegProcess ffmpeg = FfmpegProcess.Start(program, ["-hide_banner", "-nostdin", "-encoders"]);
            ffmpeg.Input.Close();
            using var reader = new StreamReader(ffmpeg.Output);
            string encoders = await reader.ReadToEndAsync(cancellationToken);
            (int code, _) = await ffmpeg.EndAsync(cancellationToken);
            return code != 0 ? $"ffmpeg at {program} ended with code {code} when it was asked for its encoders."
                : encoders.Contains(" libx264 ", StringComparison.Ordinal) ? null
                : $"ffmpeg at {program} has no libx264 encoder.";
        }
        catch (AnimaticException refused)
        {
            return refused.Message;
        }
    }
}
