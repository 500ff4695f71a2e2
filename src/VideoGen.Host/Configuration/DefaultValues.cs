using System.Text.Json.Serialization;

namespace VideoGen.Host.Configuration;

/// <summary>JSON of the kinds of values a default can have.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
internal sealed partial class DefaultValues : JsonSerializerContext;
