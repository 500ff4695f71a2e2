using System.Collections.Concurrent;
using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Lint;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>
/// Reads the stills of a plan, for the lint and for warnings. Keeps nothing; a still that cannot be read in time goes without, and is told when it
/// is ordered.
/// </summary>
internal sealed class BoardPictures(AgentServices services)
{
    // Decoding takes a few hundredths of a second each.
    private const int MostDecoded = 24;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    /// <summary>The stills that can be read, by frame id.</summary>
    public async Task<ImmutableDictionary<string, BoardPicture>> ReadAsync(IEnumerable<SegmentPlan> segments, CancellationToken cancellationToken)
    {
        Frame[] frames = [.. segments.SelectMany(s => s.Frames).Where(f => f.Image is not null)];
        var read = new ConcurrentDictionary<string, BoardPicture>(StringComparer.Ordinal);
        using var late = new CancellationTokenSource(LongestLook, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await Parallel.ForEachAsync(frames, either.Token, async (frame, stop) =>
            {
                if (await services.Stills.ReadAsync(frame, stop) is (var sha256, var bytes, var facts))
                {
                    PictureSample? sample = frames.Length <= MostDecoded ? await SampleAsync(bytes, stop) : null;
                    read[frame.Id] = new BoardPicture(sha256, facts, sample);
                }
            });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What was read in time counts.
        }

        return read.ToImmutableDictionary(StringComparer.Ordinal);
    }

    private async Task<PictureSample?> SampleAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        services.Pictures is { } sampler ? await sampler.SampleAsync(bytes, cancellationToken) : null;
}
