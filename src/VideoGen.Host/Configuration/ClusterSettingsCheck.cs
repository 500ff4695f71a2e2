using System.Collections.Immutable;
using System.Net;
using VideoGen.Contract;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the cluster's settings that no single value shows. Pure.</summary>
internal static class ClusterSettingsCheck
{
    private const int MostSecondsToConnect = 10;

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

        return [.. Place(address), .. Ports(settings), .. Files(settings.Cluster), .. Connecting(settings)];
    }

    private static ImmutableArray<Problem> Place(string address)
    {
        bool isEverywhere = IPAddress.TryParse(address, out IPAddress? ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return isEverywhere || address == ServerSettings.Everywhere
            ? [Bad("must be the address of one interface", "Give the address by which the other nodes reach this machine, such as 10.0.0.11.")]
            : [];
    }

    private static IEnumerable<Problem> Ports(Settings settings) =>
        new (string Name, int? Port)[] { ("server.port", settings.Server.Port), ("server.webhook_port", settings.Server.WebhookPort) }
            .Where(other => other.Port == settings.Cluster.Port)
            .Select(other => new Problem(
                "setting_invalid", "/cluster/port", $"cluster.port {settings.Cluster.Port} is {other.Name}, too.", "Give the messages between nodes a port of their own; 11111 is the default."));

    private static IEnumerable<Problem> Files(ClusterSettings cluster)
    {
        (string Name, string? File)[] files = [("certificate_file", cluster.CertificateFile), ("key_file", cluster.KeyFile), ("authority_file", cluster.AuthorityFile)];
        return files.All(f => f.File is null) ? [] : files.Where(f => f.File is null).Select(f => new Problem(
            "setting_invalid", $"/cluster/{f.Name}", $"cluster.{f.Name} is not set, though another of the three files for TLS between nodes is.",
            "Give cluster.certificate_file, cluster.key_file and cluster.authority_file, or none of them."));
    }

    // A node that dies may be sending: the others ask the provider what arrived only after every connection that it may have begun.
    private static IEnumerable<Problem> Connecting(Settings settings) =>
        new[]
        {
            ("fal", settings.Fal.ConnectTimeoutSeconds), ("openrouter", settings.Openrouter.ConnectTimeoutSeconds), ("runway", settings.Runway.ConnectTimeoutSeconds),
        }
            .Where(provider => provider.Item2 > MostSecondsToConnect)
            .Select(provider => new Problem(
                "setting_invalid", $"/{provider.Item1}/connect_timeout_seconds",
                $"{provider.Item1}.connect_timeout_seconds {provider.Item2} is too long for a cluster: the other nodes wait for {MostSecondsToConnect} seconds before they ask whether what a dead one sent has arrived.",
                $"Give at most {MostSecondsToConnect}, which is the default, or leave cluster.address out."));

    private static Problem Bad(string what, string remedy) => new("setting_invalid", "/cluster/address", $"cluster.address {what}.", remedy);
}
