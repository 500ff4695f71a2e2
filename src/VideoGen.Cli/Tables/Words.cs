using System.Text.Json;

namespace VideoGen.Cli.Tables;

/// <summary>The words of closed lists, as the wire writes them.</summary>
internal static class Words
{
    /// <summary>The snake_case name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
