using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Encoding;

/// <summary>Asks an ffmpeg whether it can do the work.</summary>
internal static class FfmpegCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What is wrong with a program; null when it can encode H.264.</summary>
    public static async Task<string?> FaultAsync(string program, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await using FfmpegProcess ffmpeg = FfmpegProcess.Start(program, ["-hide_banner", "-nostdin", "-encoders"]);
            ffmpeg.Input.Close();
            using var reader = new StreamReader(ffmpeg.Output);
            string encoders = await reader.ReadToEndAsync(either.Token);
            (int code, _) = await ffmpeg.EndAsync(either.Token);
            return code != 0 ? $"ffmpeg at {program} ended with code {code} when it was asked for its encoders."
                : encoders.Contains(" libx264 ", StringComparison.Ordinal) ? null
                : $"ffmpeg at {program} has no libx264 encoder.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"ffmpeg at {program} did not answer within {Patience.TotalSeconds:0} s when it was asked for its encoders.";
        }
        catch (AnimaticException refused)
        {
            return refused.Message;
        }
    }
}
