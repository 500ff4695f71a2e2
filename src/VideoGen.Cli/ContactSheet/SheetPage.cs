using System.Collections.Immutable;

namespace VideoGen.Cli.ContactSheet;

/// <summary>x</summary>
internal static class SheetPage
{
    /// <summary>x</summary>
    public static string Write(ImmutableArray<SheetRequest> requests) => $"{requests.Length}";
}
