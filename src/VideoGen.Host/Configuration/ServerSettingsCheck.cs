using System.Collections.Immutable;
using System.Net;
using VideoGen.Contract;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the server's settings that no attribute shows. Pure.</summary>
internal static class ServerSettingsCheck
{
    /// <summary>Every problem; empty when there is none.</summary>
    public static ImmutableArray<Problem> Check(ServerSettings server) =>
        !IPAddress.TryParse(server.Address, out IPAddress? address)
            ? [Wrong("server.address is not an IP address.")]
        : !IPAddress.IsLoopback(address)
            ? [Wrong("server.address is reachable from other machines, and the server has no tokens to tell callers apart: anybody could spend money.")]
        : [];

    private static Problem Wrong(string what) => new(
        "setting_invalid", "/server/address", what, "Use 127.0.0.1 or ::1, and let other machines in through a tunnel or a proxy that asks who they are.");
}
