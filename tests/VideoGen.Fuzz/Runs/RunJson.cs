using System.Text.Json.Serialization;

namespace VideoGen.Fuzz.Runs;

/// <summary>Options and reports as JSON: they pass between two copies of this program.</summary>
[JsonSerializable(typeof(FuzzOptions))]
[JsonSerializable(typeof(FuzzReport))]
internal sealed partial class RunJson : JsonSerializerContext;
