using VideoGen.Contract;
using VideoGen.Jobs;

namespace VideoGen.Auditing;

/// <summary>What a replay found that the bundle says otherwise. Pure.</summary>
internal static class ReplayDifference
{
    public const string Remedy = "The bundle was edited, or another version of the program made it. Replay it with the version that did, or ask whoever made it for the original.";

    public static Problem At(string place, string recorded, string replayed) => Of(place, $"The bundle says {recorded}; the replay gives {replayed}.");

    /// <summary>A state as the documents write it.</summary>
    public static string Word(JobState state) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString());

    public static Problem Of(string place, string message) => new(ProblemCodes.ReplayDiffers, place, message, Remedy);
}
