using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Host.Doctor;

namespace VideoGen.Cli.Dryrun;

/// <summary>What the editor does next, done here: one size and frame rate, joined by the concat demuxer without re-encoding, played through.</summary>
internal static class ClipCheck
{
    /// <summary>Joins the clips of an answer and says how that went.</summary>
    public static async Task<ImmutableArray<Finding>> RunAsync(IAgent agent, SynthesisAnswer answer, string ffmpeg, CancellationToken cancellationToken)
    {
        if (answer.VideoSegments.IsEmpty)
        {
            return [new Finding("clips", FindingState.Broken, "No clip was delivered.")];
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("videogen-dryrun-");
        try
        {
            return [Shape(answer), await JoinAsync(agent, answer, ffmpeg, folder.FullName, cancellationToken)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Finding Shape(SynthesisAnswer answer)
    {
        string[] shapes = [.. answer.VideoSegments.Select(s => $"{s.Width}x{s.Height} at {s.Fps:0.###} fps, {s.Codec}").Distinct()];
        return shapes is [var only]
            ? new Finding("shape", FindingState.Good, $"All clips are {only}.")
            : new Finding("shape", FindingState.Broken, $"The clips differ: {string.Join("; ", shapes)}.", "Choose models of one size and frame rate.");
    }

    private static async Task<Finding> JoinAsync(
        IAgent agent, SynthesisAnswer answer, string ffmpeg, string folder, CancellationToken cancellationToken)
    {
        try
        {
            List<string> list = [];
            foreach (VideoSegment segment in answer.VideoSegments)
            {
                string file = Path.Combine(folder, $"{list.Count}.mp4");
                if (Uri.TryCreate(segment.VideoUrl, UriKind.Absolute, out Uri? address) && address.IsFile)
                {
                    Output.ProvedCopy.Put(FileAddress.PathOf(address), file, segment.Sha256);
                }
                else
                {
                    await agent.FetchClipAsync(segment, file, cancellationToken);
                }

                list.Add($"file '{Path.GetFileName(file)}'");
            }

            await File.WriteAllLinesAsync(Path.Combine(folder, "list.txt"), list, cancellationToken);
            string film = Path.Combine(folder, "film.mp4");
            string? fault = await FfmpegRun.TryAsync(
                    ffmpeg, ["-v", "error", "-nostdin", "-f", "concat", "-i", Path.Combine(folder, "list.txt"), "-c", "copy", film], cancellationToken)
                ?? await FfmpegRun.TryAsync(ffmpeg, ["-v", "error", "-nostdin", "-xerror", "-i", film, "-f", "null", "-"], cancellationToken);
            return fault is null
                ? new Finding("film", FindingState.Good, $"The {answer.VideoSegments.Length} clips join without re-encoding and play through.")
                : new Finding("film", FindingState.Broken, $"The clips do not join: {fault}");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return new Finding("film", FindingState.Broken, $"The clips could not be read: {failed.Message}");
        }
    }
}
