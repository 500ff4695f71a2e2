using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Access;

/// <summary>
/// The addresses of an answer as its caller can fetch them: a file of the agent's machine is no use to somebody else, who gets the address
/// under which the agent serves it. What the ledger and the system of record hold does not depend on who asks. Thread-safe.
/// </summary>
/// <param name="ledger">Knows the path of a clip in the media store.</param>
/// <param name="clips">Where the caller finds the media store, with a slash at the end; null for a caller on this machine.</param>
internal sealed class CallerAddresses(ILedger ledger, Uri? clips)
{
    /// <summary>The answer with addresses for the caller. A clip that waits for the media store gets the one it will have.</summary>
    public async ValueTask<Answer<SynthesisAnswer>> OfAsync(Answer<SynthesisAnswer> answer, CancellationToken cancellationToken)
    {
        if (clips is null || answer is not Answer<SynthesisAnswer>.Given { Value: var given })
        {
            return answer;
        }

        var delivered = ImmutableArray.CreateBuilder<VideoSegment>(given.VideoSegments.Length);
        foreach (VideoSegment segment in given.VideoSegments)
        {
            delivered.Add(FileAddress.Is(segment.VideoUrl) && await ledger.FindJobAsync(segment.ProviderMetadata.JobId, cancellationToken) is { Clip: { } clip }
                ? segment with { VideoUrl = ClipPath.Under(clips, clip.Path).AbsoluteUri }
                : segment);
        }

        return new Answer<SynthesisAnswer>.Given(given with
        {
            VideoSegments = delivered.MoveToImmutable(),
            FailedSegments = [.. given.FailedSegments.Select(s => FileAddress.Is(s.ProviderUrl) ? s with { ProviderUrl = null } : s)],
        });
    }
}
