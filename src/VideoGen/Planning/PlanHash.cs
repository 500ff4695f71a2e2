using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>
/// Hash over everything that would be submitted, and over its price: who approved a plan has approved what it costs. The same plan has
/// the same hash, however its frames were listed. Pure.
/// </summary>
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
        writer.WriteString("slot", Text(segment.Planned.SlotSeconds));
        writer.WriteString("cost", Text(segment.Planned.EstimatedCostUsd));
        writer.WriteNumber("motion", segment.MotionStrength);
        writer.WriteString("payload", PayloadShape(segment.Preset));
        writer.WriteStartArray("frames");
        foreach (Frame frame in segment.Frames)
        {
            writer.WriteStringValue(frame.Id);
            writer.WriteStringValue(frame.Image?.Identity);
            writer.WriteStringValue(frame.CameraNotes);
        }

        writer.WriteEndArray();
        if (segment.IsChained)
        {
            writer.WriteString("begins_with", segment.Planned.Continues);
        }

        if (FirstShare(segment) is { } share)
        {
            writer.WriteString("first_share", Text(share));
        }

        writer.WriteEndObject();
    }

    // Where in the clip the first shot of a pair gives way to the second; the middle goes without saying.
    private static decimal? FirstShare(SegmentPlan segment) =>
        segment.SentFrames.Length == 2 && segment.ShotSeconds is [var first, var second] && first != second ? first / (first + second) : null;

    // Everything of a preset that shapes the payload, and nothing that does not: a new price step or a new source changes no payload.
    private static string PayloadShape(ModelPreset preset)
    {
        ModelPreset shape = preset with { Price = new(), Source = null, Retired = null, Image = null, PromptMaxCharacters = null, PromptMaxBytes = null, PromptMaxUtf16Units = null };
        shape = shape with { Duration = new(shape.Duration.Step) { Form = shape.Duration.Form, Field = shape.Duration.Field, FramesPerSecond = shape.Duration.FramesPerSecond, FramesPerSecondField = shape.Duration.FramesPerSecondField } };
        return CanonicalJson.Hash(JsonSerializer.SerializeToElement(shape, CatalogJson.Default.ModelPreset));
    }

    // 4 and 4.0 are the same length.
    private static string Text(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
