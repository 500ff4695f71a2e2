using System.Collections.Frozen;
using System.Net;
using Microsoft.Extensions.Primitives;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Access;

/// <summary>
/// Answers only to its own names. A page of a stranger that gives its own name this server's address (DNS rebinding) comes with that name as
/// Host, and a page that merely calls it comes with an Origin of its own: both are refused.
/// </summary>
internal sealed class HostGate(ServerSettings settings)
{
    private readonly FrozenSet<string> _names = HostNames.Read(settings.AllowedHosts).Append("localhost").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a request pass, or answers 403.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsOurs(context.Request.Host.Host, context.Connection))
        {
            return ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, new Problem(
                "host_refused", "", "This server does not answer to that host name.", "Call it by its own name; the operator adds one with server.allowed_hosts."));
        }

        StringValues origin = context.Request.Headers.Origin;
        return origin.Count == 0 || (origin is [var only] && IsOrigin(only, context.Connection))
            ? next(context)
            : ProblemAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, new Problem(
                "origin_refused", "", "Pages of that origin may not call this server.", "Call it from a program, or from a page that the server's own host serves."));
    }

    private bool IsOrigin(string? origin, ConnectionInfo connection) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Scheme is "http" or "https" && IsOurs(page.Host, connection);

    // An address, unlike a name, cannot be made to lead somewhere else.
    private bool IsOurs(string host, ConnectionInfo connection) =>
        _names.Contains(host)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && (IPAddress.IsLoopback(address) || address.Equals(Plain(connection.LocalIpAddress))));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
