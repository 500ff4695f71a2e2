using Spectre.Console;

namespace VideoGen.Cli.Terminal;

/// <summary>The few styles there are, from the sixteen colours that every terminal theme defines.</summary>
internal static class Styles
{
    /// <summary>Headings.</summary>
    public static Style Heading { get; } = new(decoration: Decoration.Bold);

    /// <summary>What may be overlooked.</summary>
    public static Style Quiet { get; } = new(Color.Grey);

    /// <summary>What went well.</summary>
    public static Style Good { get; } = new(Color.Green);

    /// <summary>What needs attention.</summary>
    public static Style Attention { get; } = new(Color.Yellow);

    /// <summary>What went wrong.</summary>
    public static Style Bad { get; } = new(Color.Red);
}
