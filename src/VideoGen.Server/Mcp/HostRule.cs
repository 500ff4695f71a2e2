using System.Net;

namespace VideoGen.Server.Mcp;

/// <summary>
/// Against DNS rebinding: a page in a browser must not reach this machine under a name of its own. Host and Origin must name the loopback
/// interface, whatever the port; an absent Origin is no page.
/// </summary>
internal static class HostRule
{
    /// <summary>Says why a request is refused; null where it is not.</summary>
    public static McpRefusal? Check(HttpRequest request)
    {
        if (!IsLoopback(request.Host.Host))
        {
            return Refused("Host");
        }

        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Scheme is "http" or "https" && IsLoopback(from.Host))
            ? null
            : Refused("Origin");
    }

    private static bool IsLoopback(string name) =>
        string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static McpRefusal Refused(string header) =>
        new(StatusCodes.Status403Forbidden, (int)ModelContextProtocol.McpErrorCode.InvalidRequest, $"The {header} header does not name this machine's loopback interface. Call http://127.0.0.1 or http://localhost.");
}
