using VideoGen.Host.Configuration;
using VideoGen.Server.Media;

namespace VideoGen.Server.Access;

/// <summary>The server's own address as its callers know it.</summary>
internal sealed class OwnAddress(AccessSettings settings)
{
    /// <summary>
    /// Scheme, host and port: those of the audience, which is the server's public address; where it is none, the caller's own word for the
    /// server, which host filtering has checked. A proxy that ends TLS says so.
    /// </summary>
    public string Of(HttpRequest request) =>
        IsAddress(settings.Audience) ? new Uri(settings.Audience!).GetLeftPart(UriPartial.Authority) : $"{Scheme(request)}://{request.Host}";

    /// <summary>Where a caller finds the clips of the media store, with a slash at the end.</summary>
    public Uri ClipsFor(HttpRequest request) => new($"{Of(request)}{ClipEndpoint.Place}/");

    /// <summary>True for an http or https address.</summary>
    public static bool IsAddress(string? audience) => Uri.TryCreate(audience, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";

    // A proxy may say anything.
    private static string Scheme(HttpRequest request) => request.Scheme is "https" ? "https" : "http";
}
