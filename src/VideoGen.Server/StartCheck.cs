using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;
using VideoGen.Server.Access;

namespace VideoGen.Server;

/// <summary>What keeps the server from starting as it is set up.</summary>
internal static class StartCheck
{
    /// <summary>Every problem; empty when there is none.</summary>
    public static ImmutableArray<Problem> Run(Settings settings, TimeProvider time) =>
        [.. AccessRule.Check(settings, new TokenFile(settings.Home, time)), .. KeySet(settings.Access.KeySet)];

    private static ImmutableArray<Problem> KeySet(string? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            return IssuerKeys.Of(IssuerKeys.ReadFileAsync(file, CancellationToken.None).GetAwaiter().GetResult()).IsEmpty ? [Bad("holds no RSA or elliptic curve key for signatures")] : [];
        }
        catch (Exception failed) when (IssuerKeys.IsFailure(failed))
        {
            return [Bad("is no key set that can be read")];
        }
    }

    private static Problem Bad(string what) => new("setting_invalid", "/access/key_set", $"The file of access.key_set {what}.", "Give a file with the issuer's JWKS, or leave it out to find the keys through the issuer.");
}
