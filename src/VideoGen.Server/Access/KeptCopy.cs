using Microsoft.Net.Http.Headers;

namespace VideoGen.Server.Access;

/// <summary>
/// Copies that a browser keeps of what one caller was given. They are that caller's alone: a browser that several people sign in with, one after the
/// other, asks anew for each of them, and sign-in and sign-out empty its cache.
/// </summary>
internal static class KeptCopy
{
    private const string CredentialHeaders = "Authorization, Cookie";

    /// <summary>Lets the browser keep an answer for the same credentials, if it turns out to be what was asked for: that it is not there is true for the moment.</summary>
    /// <param name="response">The answer, before it has begun.</param>
    /// <param name="howLong">For how long, in the words of <c>Cache-Control</c>.</param>
    public static void Allow(HttpResponse response, string howLong) => response.OnStarting(() =>
    {
        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
        {
            response.Headers.CacheControl = $"private, {howLong}";
            response.Headers.Append(HeaderNames.Vary, CredentialHeaders);
        }

        return Task.CompletedTask;
    });

    /// <summary>Has the browser drop every copy that it keeps of this server. Browsers heed it on https and on the machine itself.</summary>
    public static void Drop(HttpResponse response) => response.Headers["Clear-Site-Data"] = "\"cache\"";
}
