using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Fal;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the fal settings that no single value shows. Pure.</summary>
internal static class FalSettingsCheck
{
    /// <summary>Every problem; empty when there is none.</summary>
    public static ImmutableArray<Problem> Check(FalSettings fal)
    {
        ImmutableArray<Problem> problems = FalOptionsCheck.Check(fal);
        return fal.WebhookUrl is { } address && new Uri(address) is not { Query: "", Fragment: "", UserInfo: "" }
            ? problems.Add(new Problem(FalOptionsCheck.Code, "/fal/webhook_url", "fal.webhook_url is not a plain http(s) address.", "Give scheme, host and path only; /webhooks/fal/… is added to it."))
            : problems;
    }
}
