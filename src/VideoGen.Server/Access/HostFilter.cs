using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Primitives;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Access;

/// <summary>
/// Answers only to its own names. A page of a stranger that gives its own name this server's address (DNS rebinding) comes with that name as
/// Host, and a page that merely calls it comes with an Origin of its own: both are refused. A Host that is no host and port is refused too:
/// answers are full of addresses that are made from it.
/// </summary>
internal sealed class HostFilter(ServerSettings settings)
{
    private readonly FrozenSet<string> _names = HostNames.Read(settings.AllowedHosts).Append("localhost").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a request pass, or answers 400 or 403.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsHost(context.Request))
        {
            return ProblemAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, new Problem(
                "host_malformed", "", "The Host header is no host name or address with or without a port.", "Send Host: NAME or Host: NAME:PORT, with a port from 1 to 65535."));
        }

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

    private static bool IsHost(HttpRequest request)
    {
        try
        {
            return IsHost(request.Host.Value);
        }
        catch (ArgumentException)
        {
            return false; // begins like a name of another script ("xn--") and is none
        }
    }

    // Read by hand: Uri lets through what it later fails at.
    private static bool IsHost(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return true; // none is not ours, which is said next
        }

        int end = host[0] is '[' ? host.IndexOf(']', StringComparison.Ordinal) + 1 : host.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : host.Length;
        string name = host[..end];
        bool isName = name.Length > 0 && (name[0] is '['
            ? !name.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(name, out IPAddress? address) && address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6
            : name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_') && char.IsLetterOrDigit(name[0]));
        return isName && (end == host.Length
            || (host[end] is ':' && int.TryParse(host.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= IPEndPoint.MaxPort));
    }

    // An address, unlike a name, cannot be made to lead somewhere else.
    private bool IsOurs(string host, ConnectionInfo connection) =>
        _names.Contains(host)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && (IPAddress.IsLoopback(address) || address.Equals(Plain(connection.LocalIpAddress))));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
