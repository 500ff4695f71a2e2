using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace VideoGen.Simulation.Worlds;

/// <summary>A line of the trace that is put together only when somebody keeps it.</summary>
[InterpolatedStringHandler]
internal readonly ref struct TraceLine
{
    private readonly StringBuilder? _text;

    public TraceLine(int literalLength, int formattedCount, World world, out bool isKept)
    {
        isKept = world.IsTraced;
        _text = isKept ? new StringBuilder(literalLength + formattedCount * 16) : null;
    }

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

    public override string ToString() => _text?.ToString() ?? "";
}
