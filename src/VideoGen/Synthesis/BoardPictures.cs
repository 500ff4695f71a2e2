using System.Collections.Concurrent;
using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Lint;
using VideoGen.Planning;

namespace VideoGen.Synthesis;

/// <summary>
/// Reads the stills of a plan, for the lint and for warnings. Keeps nothing; a still that cannot be read in time goes without, and is told when it
/// is ordered. Samples of the last stills are remembered, because a storyboard is planned again and again while it is worked on.
/// </summary>
internal sealed class BoardPictures(AgentServices services)
{
    // Decoding takes a few hundredths of a second each.
    private const int MostDecoded = 24;
    private const int MostRemembered = 128;
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, PictureSample> _samples = new(StringComparer.Ordinal);

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
                    PictureSample? sample = frames.Length <= MostDecoded ? await SampleAsync(sha256, bytes, stop) : null;
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

    private async Task<PictureSample?> SampleAsync(string sha256, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (services.Pictures is not { } sampler)
        {
            return null;
        }

        if (_samples.TryGetValue(sha256, out PictureSample? known))
        {
            return known;
        }

        PictureSample? sample = await sampler.SampleAsync(bytes, cancellationToken);
        if (sample is not null)
        {
            if (_samples.Count >= MostRemembered)
            {
                _samples.Clear();
            }

            _samples[sha256] = sample;
        }

        return sample;
    }
}
