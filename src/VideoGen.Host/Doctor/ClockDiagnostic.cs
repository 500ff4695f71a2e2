using System.Collections.Immutable;

namespace VideoGen.Host.Doctor;

/// <summary>Whether this machine's clock agrees with another's, as the date of any answer tells. Nothing to say where there is no answer.</summary>
internal static class ClockDiagnostic
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(2);

    public static async Task<ImmutableArray<Finding>> RunAsync(string whose, Uri address, Reach web, TimeProvider time, CancellationToken cancellationToken)
    {
        if ((await web.AskAsync(HttpMethod.Get, address, cancellationToken)).Clock is not { } clock)
        {
            return [];
        }

        double seconds = Math.Abs((clock - time.GetUtcNow()).TotalSeconds);
        string message = $"This machine's clock and that of {whose} differ by {seconds:0} s.";
        return seconds > Tolerated.TotalSeconds
            ? [new Finding("clock", FindingState.Warning, message, "Let both machines keep their time by NTP: day caps, logins that expire and the times in records go by it.")]
            : [new Finding("clock", FindingState.Good, message)];
    }
}
