using System.Globalization;

namespace VideoGen.Mcp.Tools;

/// <summary>Money in words.</summary>
internal static class Dollars
{
    public static string Of(decimal usd) => usd == 0 ? "free of charge" : $"${usd.ToString("0.00##", CultureInfo.InvariantCulture)}";
}
