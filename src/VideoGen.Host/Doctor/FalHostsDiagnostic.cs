using System.Collections.Immutable;
using VideoGen.Fal;

namespace VideoGen.Host.Doctor;

/// <summary>Whether fal's hosts answer, and whether this machine's clock agrees with theirs, on which the age of webhooks rests.</summary>
internal sealed class FalHostsDiagnostic(FalOptions fal, Reach web, TimeProvider time, bool chosen)
{
    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        (string Setting, Uri Address)[] hosts =
            [("queue_url", fal.QueueUrl), ("sync_url", fal.SyncUrl), ("rest_url", fal.RestUrl), ("platform_url", fal.PlatformUrl), ("jwks_url", fal.JwksUrl)];
        var answers = await Task.WhenAll(hosts.Select(async h => (h.Setting, h.Address, Result: await web.AskAsync(HttpMethod.Get, h.Address, cancellationToken))));
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach ((string setting, Uri address, ReachResult result) in answers)
        {
            if (result.Status == 0)
            {
                findings.Add(new Finding("fal hosts", chosen ? FindingState.Broken : FindingState.Warning, $"{address.IdnHost} does not answer: {result.Reason}.", $"Check the network, its proxy and firewall, or correct fal.{setting}."));
            }
            else if (setting == "jwks_url" && result.Status != 200)
            {
                findings.Add(new Finding("fal hosts", FindingState.Warning, $"The key set of the webhooks answers {result.Status}.", "Correct fal.jwks_url; until then webhooks are refused and jobs are polled."));
            }
        }

        if (findings.Count == 0)
        {
            findings.Add(new Finding("fal hosts", FindingState.Good, $"all answer: {string.Join(", ", hosts.Select(h => h.Address.IdnHost).Distinct(StringComparer.Ordinal))}."));
        }

        if (answers.Select(a => a.Result.Clock).FirstOrDefault(c => c is not null) is { } clock)
        {
            findings.Add(Clock(clock - time.GetUtcNow()));
        }

        return findings.ToImmutable();
    }

    private Finding Clock(TimeSpan off)
    {
        double seconds = Math.Abs(off.TotalSeconds);
        string message = $"This machine's clock and fal's differ by {seconds:0} s; {fal.WebhookToleranceSeconds} s are tolerated.";
        return seconds > fal.WebhookToleranceSeconds / 2d
            ? new Finding("clock", FindingState.Warning, message, "Let the machine keep its time by NTP; webhooks further off than the tolerance are refused.")
            : new Finding("clock", FindingState.Good, message);
    }
}
