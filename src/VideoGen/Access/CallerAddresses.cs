using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Access;

/// <summary>
/// An answer as its caller can use it: with addresses that it can fetch (a file of the agent's machine is no use to somebody else, who gets the
/// address under which the agent serves it), and without paths of that machine. What the ledger and the system of record hold does not depend on who asks. Thread-safe.
/// </summary>
/// <param name="ledger">Knows the path of a clip in the media store.</param>
/// <param name="clips">Where the caller finds the media store, with a slash at the end; null for a caller on this machine.</param>
/// <param name="paths">Takes paths out of sentences.</param>
internal sealed class CallerAddresses(ILedger ledger, Uri? clips, MachinePaths paths)
{
    /// <summary>The answer with addresses for the caller. A clip that waits for the media store gets the one it will have.</summary>
    public async ValueTask<Answer<SynthesisAnswer>> OfAsync(Answer<SynthesisAnswer> answer, CancellationToken cancellationToken)
    {
        if (clips is null || answer is not Answer<SynthesisAnswer>.Given { Value: var given })
        {
            return Of(answer);
        }

        var delivered = ImmutableArray.CreateBuilder<VideoSegment>(given.VideoSegments.Length);
        foreach (VideoSegment segment in given.VideoSegments)
        {
            var others = ImmutableArray.CreateBuilder<OtherTake>();
            foreach (OtherTake take in segment.OtherTakes ?? [])
            {
                others.Add(take with { VideoUrl = await AddressAsync(take.VideoUrl, take.JobId, cancellationToken) });
            }

            delivered.Add(segment with
            {
                VideoUrl = await AddressAsync(segment.VideoUrl, segment.ProviderMetadata.JobId, cancellationToken),
                ProviderMetadata = segment.ProviderMetadata with { Finishing = await FinishedAsync(segment.ProviderMetadata, cancellationToken) },
                OtherTakes = others.Count == 0 ? null : others.ToImmutable(),
                Notes = [.. segment.Notes.Select(paths.Hide)],
            });
        }

        return new Answer<SynthesisAnswer>.Given(given with
        {
            VideoSegments = delivered.MoveToImmutable(),
            FailedSegments = [.. given.FailedSegments.Select(Of)],
            Frames = [.. given.Frames.Select(f => f.Message is { } message ? f with { Message = paths.Hide(message) } : f)],
        });
    }

    /// <summary>A refusal without paths of this machine; anything else as it is.</summary>
    public Answer<T> Of<T>(Answer<T> answer) =>
        clips is not null && answer is Answer<T>.Refused { Refusal: var refusal }
            ? new Answer<T>.Refused(refusal with { Problems = [.. refusal.Problems.Select(paths.Hide)] })
            : answer;

    // The copy lies in the folder of its clip.
    private async ValueTask<ClipFinishing?> FinishedAsync(ProviderMetadata made, CancellationToken cancellationToken) => made.Finishing is not { } finishing ? null : finishing with
    {
        Warnings = [.. finishing.Warnings.Select(paths.Hide)],
        Clip = finishing.Clip is { } copy && FileAddress.Is(copy.VideoUrl) && await ledger.FindJobAsync(made.JobId, cancellationToken) is { Clip: { } clip }
            ? copy with { VideoUrl = ClipPath.Under(clips!, $"{clip.Path[..(clip.Path.LastIndexOf('/') + 1)]}{Path.GetFileName(FileAddress.PathOf(new Uri(copy.VideoUrl)))}").AbsoluteUri }
            : finishing.Clip,
    };

    private async ValueTask<string> AddressAsync(string address, string jobId, CancellationToken cancellationToken) =>
        FileAddress.Is(address) && await ledger.FindJobAsync(jobId, cancellationToken) is { Clip: { } clip } ? ClipPath.Under(clips!, clip.Path).AbsoluteUri : address;

    private FailedSegment Of(FailedSegment segment) => segment with
    {
        Message = paths.Hide(segment.Message),
        NextStep = paths.Hide(segment.NextStep),
        ProviderUrl = FileAddress.Is(segment.ProviderUrl) ? null : segment.ProviderUrl,
    };
}
