using System.Collections.Immutable;
using System.Net;
using VideoGen.Contract;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the cluster's settings that no single value shows. Pure.</summary>
internal static class ClusterSettingsCheck
{
    /// <summary>Every problem; empty when there is none.</summary>
    public static ImmutableArray<Problem> Check(Settings settings)
    {
        if (settings.Cluster.Address is not { } address)
        {
            return [];
        }

        if (settings.Ledger.Connection is null)
        {
            return [Bad("needs a ledger that several machines can share", "Set ledger.connection to a PostgreSQL database, or leave cluster.address out.")];
        }

        bool isEverywhere = IPAddress.TryParse(address, out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return isEverywhere || address == ServerSettings.Everywhere
            ? [Bad("must be the address of one interface", "Give the address by which the other nodes reach this machine, such as 10.0.0.11.")]
            : [];
    }

    private static Problem Bad(string what, string remedy) => new("setting_invalid", "/cluster/address", $"cluster.address {what}.", remedy);
}
