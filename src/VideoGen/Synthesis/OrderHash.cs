using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Frames;

namespace VideoGen.Synthesis;

/// <summary>
/// What makes two orders the same one: the same caller, the same plan (<see cref="Planning.PlanHash"/>), the very same pictures, the same
/// place for the clips (project and episode), the same rule for failures, and the same finishing. How long a call waits, its trace, its key and the limits it
/// set for the plan do not count. Pure.
/// </summary>
internal static class OrderHash
{
    /// <summary>SHA-256, lowercase hex.</summary>
    /// <param name="caller">Who orders; null for somebody on this machine.</param>
    /// <param name="storyboard">What was ordered.</param>
    /// <param name="planHash">Hash of its plan.</param>
    /// <param name="stills">The stills as they were read: a file may hold another picture than a minute ago.</param>
    /// <param name="finishing">What is to be done to copies of the clips; null for nothing.</param>
    public static string Of(string? caller, Storyboard storyboard, string planHash, IEnumerable<FrameStill> stills, FinishingOptions? finishing)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            ImmutableArray<string?> parts = [caller, planHash, storyboard.ProjectId, storyboard.EpisodeId, storyboard.Settings.OnFailure.ToString(), .. Words(finishing)];
            foreach (string? part in parts.Concat(stills.OrderBy(s => s.FrameId, StringComparer.Ordinal).Select(s => s.Sha256)))
            {
                writer.WriteStringValue(part);
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static IEnumerable<string?> Words(FinishingOptions? finishing) => finishing is null
        ? []
        : finishing.Steps.Select(s => s.ToString()).Append(FormattableString.Invariant($"{finishing.Width}x{finishing.Height} {finishing.FramesPerSecond} {finishing.Fit}"));
}
