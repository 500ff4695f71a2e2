using System.Net.Sockets;
using System.Security.Authentication;

namespace VideoGen.Frames;

/// <summary>Says in words why no connection to a host came about: name, network or certificate.</summary>
public static class NoConnection
{
    // How .NET names what is wrong with a certificate, the worst first.
    private static readonly (string Status, string Words)[] Certificates =
    [
        ("RemoteCertificateNameMismatch", "its certificate is for another name"),
        ("NotTimeValid", "its certificate is expired or not valid yet, or the clock of this machine is wrong"),
        ("Revoked", "its certificate was revoked"),
        ("UntrustedRoot", "its certificate is signed by nobody this machine trusts"),
        ("PartialChain", "its certificate is signed by nobody this machine trusts"),
        ("RemoteCertificateNotAvailable", "it shows no certificate"),
    ];

    /// <summary>The reason, to go behind the host's name and a colon; without a full stop where it is one of ours.</summary>
    /// <param name="error">What the transport threw.</param>
    public static string Why(HttpRequestException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException secure:
                    return Certificate(secure.Message);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery }:
                    return "its name cannot be resolved";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "it refuses the connection";
                case SocketException { SocketErrorCode: SocketError.TooManyOpenSockets }:
                    return "this process has no file handles left";
            }
        }

        return error.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its name cannot be resolved",
            HttpRequestError.ConnectionError => "no connection can be made",
            HttpRequestError.SecureConnectionError => "no secure connection can be made",
            HttpRequestError.ResponseEnded => "the connection ended before the whole answer came",
            _ => error.Message,
        };
    }

    private static string Certificate(string message) =>
        Certificates.FirstOrDefault(c => message.Contains(c.Status, StringComparison.Ordinal)).Words ?? $"no secure connection can be made ({message.TrimEnd('.')})";
}
