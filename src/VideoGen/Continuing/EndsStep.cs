using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Continuing;

/// <summary>
/// Keeps what the neighbours of a delivered clip need: both ends, small, and where the next segment is chained to it its last frame as a still. What cannot be read
/// is told in words and costs no clip; a chain ends there.
/// </summary>
internal sealed class EndsStep(IClipFinisher? finisher, IPictureSampler? sampler, StillReader stills, AgentOptions options, TimeProvider time)
{
    private const long MostFrameBytes = 64 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The clip with its ends.</summary>
    /// <param name="job">The job.</param>
    /// <param name="clip">Its clip.</param>
    /// <param name="file">The file of the clip.</param>
    /// <param name="cancellationToken">Ends it where that loses nothing.</param>
    public async Task<Clip> RunAsync(Job job, Clip clip, string file, CancellationToken cancellationToken)
    {
        if (job.Continuity is Continuity.None || (job.Continues is null && !job.IsContinued))
        {
            return clip;
        }

        string scratch = Path.Combine(options.WorkFolder, $"{job.Id}.ends.png");
        try
        {
            using var late = new CancellationTokenSource(Longest, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            return await KeepAsync(job, clip, file, scratch, either.Token);
        }
        catch (Exception e) when (e is not LedgerException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            return clip with { Notes = [.. clip.Notes, $"The ends of the clip could not be read: {e.Message}"] };
        }
        finally
        {
            Discard(scratch);
        }
    }

    private async Task<Clip> KeepAsync(Job job, Clip clip, string file, string scratch, CancellationToken cancellationToken)
    {
        IClipFinisher tool = finisher is { Fault: null } ? finisher : throw new IOException(finisher?.Fault ?? "nothing here can decode clips.");
        ClipLook look = await tool.LookAsync(file, clip.Height, checks: false, scratch, cancellationToken);
        PictureSample end = look.Last;
        FrameStill? kept = null;
        if (job is { IsContinued: true, Continuity: Continuity.Chain })
        {
            await tool.TakeFrameAsync(file, LastShown(job, clip), ColourMatrix.Of(look.Matrix, clip.Height), scratch, cancellationToken);
            byte[] picture = new FileInfo(scratch).Length <= MostFrameBytes ? File.ReadAllBytes(scratch) : throw new IOException("its last frame is too large.");
            kept = stills.Keep(job.FrameIds[^1], picture);

            // Of a clip whose copy is trimmed, what lies behind is shown to nobody.
            end = LastShown(job, clip) < clip.Frames - 1 && sampler is not null ? await sampler.SampleAsync(picture, cancellationToken) ?? end : end;
        }

        PictureSample? first = await StillAsync(job.Stills.FirstOrDefault(), cancellationToken);
        PictureSample? last = job.Stills.Length > 1 ? await StillAsync(job.Stills[^1], cancellationToken) : null;
        return clip with
        {
            LastFrame = kept,
            Ends = new ClipEnds(
                Convert.ToBase64String(look.First.Rgb), Convert.ToBase64String(end.Rgb),
                first is null ? null : PictureDifference.Db(look.First, first), last is null ? null : PictureDifference.Db(end, last)),
        };
    }

    // The copy that is trimmed ends there, and so does what the next segment goes on from.
    private static int LastShown(Job job, Clip clip)
    {
        int last = Math.Max(0, clip.Frames - 1);
        return job.Finishing?.Has(FinishingStep.Trim) is true ? Math.Clamp((int)Math.Round(job.WantedSeconds * clip.FramesPerSecond, MidpointRounding.AwayFromZero) - 1, 0, last) : last;
    }

    private async Task<PictureSample?> StillAsync(FrameStill? still, CancellationToken cancellationToken) =>
        still is not null && sampler is not null && await StillBytes.ReadAsync(still, cancellationToken) is { } bytes ? await sampler.SampleAsync(bytes, cancellationToken) : null;

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file too many costs nothing but room.
        }
    }
}
