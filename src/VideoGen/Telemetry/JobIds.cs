using System.Collections;
using VideoGen.Jobs;

namespace VideoGen.Telemetry;

/// <summary>
/// The ids that every span and every log line about a job carries: a scope of the log that is filled as soon as the job is known, and the
/// attributes of its spans. None of them is a secret. Used by one step at a time.
/// </summary>
#pragma warning disable CA1710 // A list only in the form that scopes and spans read.
public sealed class JobIds : IReadOnlyList<KeyValuePair<string, object?>>
#pragma warning restore CA1710
{
    private KeyValuePair<string, object?>[] _ids;

    /// <summary>What is known before the job was read.</summary>
    public JobIds(string jobId) => _ids = [new("videogen.job.id", jobId)];

    /// <summary>The ids of a job.</summary>
    public JobIds(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        _ids = Of(job);
    }

    /// <inheritdoc/>
    public int Count => _ids.Length;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _ids[index];

    /// <summary>True for the name of one of these ids, and of no other attribute.</summary>
    public static bool Names(string attribute) =>
        attribute.StartsWith("videogen.", StringComparison.Ordinal) && (attribute.EndsWith(".id", StringComparison.Ordinal) || attribute is "videogen.take");

    /// <summary>The job was read.</summary>
    public void Become(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        _ids = Of(job);
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_ids).GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _ids.Select(id => $"{id.Key}={id.Value}"));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static KeyValuePair<string, object?>[] Of(Job job)
    {
        List<KeyValuePair<string, object?>> ids =
        [
            new("videogen.job.id", job.Id),
            new("videogen.request.id", job.RequestId),
            new("videogen.segment.id", job.SegmentId),
            new("videogen.project.id", job.ProjectId),
            new("videogen.episode.id", job.EpisodeId),
        ];
        if (job.ProviderJob is { RequestId: var known })
        {
            ids.Add(new("videogen.provider.request.id", known));
        }

        if (job.Clip is { Take: var take })
        {
            ids.Add(new("videogen.take", take));
        }

        return [.. ids];
    }
}
