using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using VideoGen.Access;
using VideoGen.Server.Access;

namespace VideoGen.Server.Board;

/// <summary>The frame of every page of the board, and the policy under which a browser shows it.</summary>
internal static class BoardPage
{
    /// <summary>What a page may load and run: its own files, and no markup that a script makes of text but by the named policies.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types lit-html board";

    /// <summary>Writes a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="title">Title, which also tells a state.</param>
    /// <param name="content">What is in it.</param>
    public static Task WriteAsync(HttpContext context, int status, string title, Html content)
    {
        DateTimeOffset now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        Html page = Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="dark light">
            <title>{title} · VideoGen</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="{BoardAssets.Address("board.css")}">
            <script type="module" src="{BoardAssets.Address("board.js")}"></script>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header class="top"><strong>VideoGen</strong>{Navigation(context)}</header>
            <main id="content" tabindex="-1">
            {content}
            </main>
            <footer><p>As of <span data-as-of>{Words.Time(now)}</span>. <span role="status" data-live></span></p></footer>
            </body>
            </html>

            """);
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "same-origin"; // without any, a form would come with no origin
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(Encoding.UTF8.GetBytes(page.ToString()), context.RequestAborted).AsTask();
    }

    /// <summary>The hidden field that shows that a form is one of ours. To be asked for before the page is written.</summary>
    public static Html FormToken(HttpContext context)
    {
        AntiforgeryTokenSet tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return Html.Of($"<input type=\"hidden\" name=\"{tokens.FormFieldName}\" value=\"{tokens.RequestToken}\">");
    }

    private static Html Navigation(HttpContext context)
    {
        if (CallerIdentity.Of(context.User) is not { } identity)
        {
            return Html.Nothing;
        }

        string who = identity.Caller.Id ?? "on this machine";
        Html exit = identity.AuthenticationType == BoardSessions.SchemeName || context.Request.Cookies.ContainsKey(BoardSessions.CookieName)
            ? Html.Of($"<form method=\"post\" action=\"/board/sign-out\">{FormToken(context)}<button>Sign out</button></form>")
            : Html.Nothing;
        Html scopes = Html.Of($"<span class=\"who\">{who} ({ScopeWords.Of(identity.Caller.Scopes)})</span>");
        Html more = identity.Caller.May(Scopes.Read) ? Html.Of($" <a href=\"/board/plan\">New request</a> <a href=\"/board/costs\">Costs and times</a>") : Html.Nothing;
        return Html.Of($"<nav aria-label=\"Board\"><a href=\"/\">Requests</a>{more}</nav>{scopes}{exit}");
    }
}
