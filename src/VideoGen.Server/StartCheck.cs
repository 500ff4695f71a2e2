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
        [.. AccessRule.Check(settings, new TokenFile(settings.Home, time)), .. KeySet(settings.Access.KeySet), .. ClusterAddress.Check(settings.Cluster), .. NodeFiles(settings.Cluster, time)];

    // Nothing of the cluster is loaded where there is none.
    private static ImmutableArray<Problem> NodeFiles(ClusterSettings cluster, TimeProvider time) => cluster.Address is null ? [] : ClusterStart.CheckFiles(cluster, time.GetUtcNow());

    private static ImmutableArray<Problem> KeySet(string? file)
    {
        if (file is null)
        {
            return [];
        }

        try
        {
            _ = IssuerConfigurationRetriever.Keys(IssuerConfigurationRetriever.ReadFile(file));
            return [];
        }
        catch (InvalidDataException unusable)
        {
            return [Bad($"cannot be used: {char.ToLowerInvariant(unusable.Message[0])}{unusable.Message[1..].TrimEnd('.')}")];
        }
        catch (Exception failed) when (IssuerConfigurationRetriever.IsFailure(failed))
        {
            return [Bad("is no key set that can be read")];
        }
    }

    private static Problem Bad(string what) => new("setting_invalid", "/access/key_set", $"The file of access.key_set {what}.", "Give a file with the issuer's JWKS, or leave it out to find the keys through the issuer.");
}
