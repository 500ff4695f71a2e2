using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;

namespace VideoGen.Host.Doctor;

/// <summary>Who could call the server as it is set up, and what they would need; or why it would not start.</summary>
internal static class AccessDiagnostic
{
    public static Finding Run(Settings settings, CatalogSnapshot catalog, TimeProvider time)
    {
        var tokens = new TokenFile(settings.Home, time);
        ImmutableArray<Problem> obstacles = AccessRule.Check(settings, tokens, catalog);
        if (obstacles is [var first, ..])
        {
            return new Finding("access", FindingState.Broken, $"'videogen serve' would refuse to start: {first.Message}", first.Remedy);
        }

        string place = $"{settings.Server.Address}:{settings.Server.Port}";
        return new Finding("access", FindingState.Good, AccessRule.NeedsToken(settings, catalog)
            ? $"the server at {place} asks everybody for a token ({AccessRule.Why(settings)}); it knows {Keys(tokens.Read().Length, settings.Access.Issuer)}."
            : $"the server at {place} answers this machine only, without a token.");
    }

    private static string Keys(int tokens, string? issuer) =>
        $"{tokens} token(s)" + (issuer is null ? "" : $" and JWTs of {issuer}");
}
