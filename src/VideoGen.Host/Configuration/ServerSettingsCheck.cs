using System.Collections.Immutable;
using System.Net;
using VideoGen.Contract;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the server's settings that no single value shows. Pure.</summary>
internal static class ServerSettingsCheck
{
    private const string Code = "setting_invalid";

    /// <summary>Every problem; empty when there is none.</summary>
    public static ImmutableArray<Problem> Check(Settings settings) => [.. Server(settings), .. Access(settings.Access)];

    private static IEnumerable<Problem> Server(Settings settings)
    {
        ServerSettings server = settings.Server;
        if (server.Address is not ServerSettings.Everywhere && !IPAddress.TryParse(server.Address, out _))
        {
            yield return Bad("/server/address", "server.address is no IP address.", "Give an IP address of this machine, 127.0.0.1 for this machine alone, or * for every interface.");
        }

        if (HostNames.Read(server.AllowedHosts).FirstOrDefault(name => !HostNames.IsOne(name)) is not null)
        {
            yield return Bad("/server/allowed_hosts", "server.allowed_hosts holds something that is no host name.", "Give bare names such as video.example.com, separated by commas, without scheme, port or star.");
        }

        if (ProxyNetworks.Read(server.Proxies).Contains(null))
        {
            yield return Bad("/server/proxies", "server.proxies holds something that is no IP address and no network.", "Give addresses such as 10.0.0.5 and networks such as 10.0.0.0/8, separated by commas.");
        }

        if (server.MaxRequestBytesInMemory < (long)settings.MaxRequestBytes + ServerSettings.EnvelopeBytes)
        {
            yield return Bad("/server/max_request_bytes_in_memory", "server.max_request_bytes_in_memory is less than max_request_bytes and 65536 more: the largest request would never be taken.", "Raise the one or lower the other.");
        }
    }

    private static IEnumerable<Problem> Access(AccessSettings access)
    {
        if (access.Issuer is { } issuer)
        {
            if (access.Audience is null)
            {
                yield return Bad("/access/audience", "access.issuer needs access.audience: without it a JWT made for another server would be accepted.", "Set it to the public address of this server, and let the issuer put it into aud.");
            }

            if (new Uri(issuer) is { Scheme: not "https", IsLoopback: false })
            {
                yield return Bad("/access/issuer", "access.issuer is not https: whoever is on the way could give out keys of his own.", "Use the issuer's https address.");
            }
        }
        else if (access.Audience is not null || access.KeySet is not null)
        {
            yield return Bad("/access/issuer", "access.audience and access.key_set have no effect without access.issuer.", "Set access.issuer, or leave them out.");
        }
    }

    private static Problem Bad(string pointer, string message, string remedy) => new(Code, pointer, message, remedy);
}
