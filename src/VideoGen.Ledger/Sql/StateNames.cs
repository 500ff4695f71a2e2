using System.Text.Json;
using VideoGen.Jobs;

namespace VideoGen.Ledger.Sql;

/// <summary>The states of a job as the columns write them, and the groups of them that statements ask for.</summary>
internal static class StateNames
{
    /// <summary>For an <c>in</c> list: the states of <see cref="Job.IsAtProvider"/>.</summary>
    public const string AtProvider = "'submitting', 'queued', 'running', 'submission_unknown'";

    /// <summary>For an <c>in</c> list: the states in which a job is followed (<see cref="ILedger.FollowAsync"/>).</summary>
    public const string Followed = "'queued', 'running'";

    private static readonly string[] Names =
        [.. Enum.GetNames<JobState>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>The state of a name.</summary>
    public static JobState Read(string name) => (JobState)Array.IndexOf(Names, name);

    /// <summary>The name of a state.</summary>
    public static string Of(JobState state) => Names[(int)state];
}
