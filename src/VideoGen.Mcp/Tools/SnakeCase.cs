using System.Text.Json;

namespace VideoGen.Mcp.Tools;

/// <summary>Names of enum members as they stand on the wire.</summary>
internal static class SnakeCase
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
