using System.Globalization;
using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Server.Board;

/// <summary>What was done beside a delivered clip, on its card.</summary>
internal static class FinishingList
{
    /// <summary>The list; nothing where nothing was to be done.</summary>
    public static Html Of(Job job) => job.Clip?.Finishing is not { } finishing ? Html.Nothing : Html.Of(
        $"""
        <details><summary>Finishing</summary><ul>
        {Copy(job, finishing.Clip)}{Line(Colour(finishing.ColourMatch))}{Line(Checks(finishing.Checks))}
        </ul></details>
        """);

    private static Html Copy(Job job, FinishedClip? copy) => copy is null ? Html.Nothing : Html.Of(
        $"<li><a href=\"{ClipAddress.Finished(job)}\">Finished copy</a>, {copy.Frames} frames of {copy.Width}×{copy.Height} at {Number(copy.Fps)} fps, by {copy.Tool}</li>");

    private static string? Colour(ColourMatchReport? match) => match is null ? null
        : $"Colour match {(match.Applied ? "applied" : "left")}: first frame {Change(match.FirstBeforeDb, match.FirstAfterDb)}, last frame {Change(match.LastBeforeDb, match.LastAfterDb)}. {match.Reason}";

    private static string? Checks(ClipChecks? found) => found is null ? null
        : $"Black {Number(found.BlackSeconds)} s, frozen {Number(found.FrozenSeconds)} s, hardest change {Number(found.CutScore)} of 100 at {Number(found.CutAtSeconds)} s, flashing {Number(found.FlashScore)} (limit 1)";

    private static string Change(decimal? before, decimal? after) => before is null ? "without a still" : after is null ? $"{Number(before.Value)} dB" : $"{Number(before.Value)} to {Number(after.Value)} dB";

    private static Html Line(string? text) => text is null ? Html.Nothing : Html.Of($"<li dir=\"auto\">{text}</li>");

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
