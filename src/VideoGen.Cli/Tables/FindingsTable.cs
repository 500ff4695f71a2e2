using System.Collections.Immutable;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Host.Doctor;

namespace VideoGen.Cli.Tables;

/// <summary>What was examined, for people.</summary>
internal static class FindingsTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Screen screen, ImmutableArray<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            (string sign, Spectre.Console.Style style) = finding.State switch
            {
                FindingState.Good => ("✓", Styles.Good),
                FindingState.Warning => ("!", Styles.Attention),
                _ => ("✗", Styles.Bad),
            };
            screen.Item(sign, $"{PlainText.Line(finding.Subject)}: {PlainText.Line(finding.Message)}", style);
            if (finding.Remedy.Length > 0)
            {
                screen.Item("→", PlainText.Line(finding.Remedy), Styles.Quiet, indent: 2);
            }
        }
    }
}
