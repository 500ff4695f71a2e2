using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoGen.Contract;

/// <summary>Writes an enum as its snake_case name and reads nothing else, numbers included.</summary>
public sealed class SnakeCaseNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
