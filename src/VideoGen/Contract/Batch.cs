using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;

namespace VideoGen.Contract;

/// <summary>Frames that make one request that fits.</summary>
/// <param name="Number">From 1.</param>
/// <param name="FrameIds">Its frames, in order.</param>
public record Batch(
    [property: JsonPropertyOrder(-1), Description("Number of the batch, from 1.")] int Number,
    [property: JsonPropertyOrder(-1), Description("Frames of this batch, in order: send exactly these as one request.")] ImmutableArray<string> FrameIds);
