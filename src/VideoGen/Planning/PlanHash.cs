using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>Hash over everything that would be submitted: the same plan has the same hash, however its frames were listed. Pure.</summary>
internal static class PlanHash
{
    /// <summary>SHA-256, lowercase hex.</summary>
    public static string Of(string provider, IEnumerable<SegmentPlan> segments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(provider);
            foreach (SegmentPlan segment in segments)
            {
                Write(writer, segment);
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, SegmentPlan segment)
    {
        writer.WriteStartObject();
        writer.WriteString("model", segment.Planned.Model);
        writer.WriteString("prompt", segment.Planned.Prompt);
        writer.WriteNumber("slot", segment.Planned.SlotSeconds);
        writer.WriteNumber("motion", segment.MotionStrength);
        writer.WritePropertyName("inputs");
        segment.Preset.Inputs.WriteTo(writer);
        writer.WriteStartArray("frames");
        foreach (Frame frame in segment.Frames)
        {
            writer.WriteStringValue(frame.Id);
            writer.WriteStringValue(frame.Image?.Identity);
            writer.WriteStringValue(frame.CameraNotes);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
