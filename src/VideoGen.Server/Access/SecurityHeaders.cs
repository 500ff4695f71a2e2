namespace VideoGen.Server.Access;

/// <summary>What every answer tells browsers: take nothing for something else, show it in no frame, give it to no other page, keep no copy.</summary>
internal static class SecurityHeaders
{
    /// <summary>Adds the headers, unless an endpoint has set its own.</summary>
    public static Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            IHeaderDictionary headers = ((HttpContext)state).Response.Headers;
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cache-Control", "no-store");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
