using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>A refusal for people.</summary>
internal static class RefusalList
{
    /// <summary>Writes it.</summary>
    public static void Write(Screen screen, Refusal refusal)
    {
        Notices.Problems(screen, refusal.Problems);
        Notices.Warnings(screen, refusal.Warnings);
        Notices.Batches(screen, refusal);
        screen.Gap();
        screen.Line($"{Figures.Count(refusal.Problems.Length, "problem")}. Nothing was submitted.");
    }
}
