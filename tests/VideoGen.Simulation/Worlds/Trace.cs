using System.Globalization;
using System.Text;

namespace VideoGen.Simulation.Worlds;

/// <summary>What happened in a run, one line each: time since the start, who, what.</summary>
/// <param name="isKept">False keeps nothing, which is faster and changes nothing else.</param>
internal sealed class Trace(bool isKept)
{
    private readonly StringBuilder _lines = new();

    public bool IsKept { get; } = isKept;

    public void Add(TimeSpan at, string who, string what)
    {
        if (IsKept)
        {
            _lines.Append(CultureInfo.InvariantCulture, $"{at:d\\.hh\\:mm\\:ss\\.ffffff}  {who,-11}  {what}\n");
        }
    }

    public override string ToString() => _lines.ToString();
}
