using System.Collections.Immutable;
using VideoGen.Host.Configuration;

namespace VideoGen.Host.Doctor;

/// <summary>How long the certificate that signs clips is valid. Nothing to say where none does.</summary>
internal static class SignatureDiagnostic
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static ImmutableArray<Finding> Run(ProvenanceSettings settings, TimeProvider time)
    {
        const string subject = "signatures";
        const string renew = "Have a new certificate issued, and put it where provenance.certificate_file leads; without one clips are delivered unsigned.";
        if (settings.ReadIdentity() is not { } identity)
        {
            return [];
        }

        DateTimeOffset now = time.GetUtcNow();
        return identity.FaultAt(now) is { } fault ? [new Finding(subject, FindingState.Broken, fault, renew)]
            : identity.ValidUntil - now < Soon
                ? [new Finding(subject, FindingState.Warning, $"The certificate of {identity.Subject} expires on {identity.ValidUntil.UtcDateTime:yyyy-MM-dd}.", renew)]
            : [new Finding(subject, FindingState.Good, $"clips are signed by {identity.Subject}, until {identity.ValidUntil.UtcDateTime:yyyy-MM-dd}.")];
    }
}
