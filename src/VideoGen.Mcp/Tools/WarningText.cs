using System.Collections.Immutable;
using System.Text;
using VideoGen.Contract;

namespace VideoGen.Mcp.Tools;

/// <summary>Warnings in words. At most twenty are spelled out; the JSON has them all.</summary>
internal static class WarningText
{
    private const int Shown = 20;

    public static void Append(StringBuilder text, ImmutableArray<Warning> warnings)
    {
        foreach (Warning warning in warnings.Take(Shown))
        {
            text.Append($"Warning: {(warning.Pointer.Length == 0 ? "" : warning.Pointer + " ")}[{warning.Code}] {warning.Message}\n");
        }

        if (warnings.Length > Shown)
        {
            text.Append($"… and {warnings.Length - Shown} more warnings, all in the JSON below.\n");
        }
    }
}
