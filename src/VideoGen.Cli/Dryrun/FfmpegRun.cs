using System.ComponentModel;
using System.Diagnostics;

namespace VideoGen.Cli.Dryrun;

/// <summary>One call of ffmpeg that is expected to say nothing.</summary>
internal static class FfmpegRun
{
    /// <summary>Runs it; null when it went well, else what it said.</summary>
    public static async Task<string?> TryAsync(string ffmpeg, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(ffmpeg, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                string said = await process.StandardError.ReadToEndAsync(cancellationToken);
                await output;
                await process.WaitForExitAsync(cancellationToken);
                return process.ExitCode == 0 && said.Length == 0 ? null : said.Trim() is { Length: > 0 } text ? text : $"ffmpeg ended with {process.ExitCode}.";
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception missing)
        {
            return $"ffmpeg could not be started: {missing.Message}";
        }
    }
}
