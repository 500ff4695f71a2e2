using VideoGen.Cli.Terminal;
using VideoGen.Contract;

namespace VideoGen.Cli.Tables;

/// <summary>A refusal for people.</summary>
internal static class RefusalList
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="refusal">What.</param>
    /// <param name="isOrder">True where something was to be ordered.</param>
    public static void Write(Screen screen, Refusal refusal, bool isOrder)
    {
        Notices.Problems(screen, refusal.Problems);
        Notices.Warnings(screen, refusal.Warnings);
        Notices.Batches(screen, refusal);
        screen.Gap();
        screen.Line($"{Figures.Count(refusal.Problems.Length, "problem")}.{(isOrder ? " Nothing was submitted." : "")}");
    }
}
