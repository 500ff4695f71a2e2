using VideoGen.Contract;

namespace VideoGen.Server.Board;

/// <summary>Where a person shows a token once.</summary>
internal static class SignInPage
{
    /// <summary>Writes it.</summary>
    /// <param name="context">The request, at the address where the person wants to be.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="problem">Why the last token opened nothing; null for the first.</param>
    public static Task WriteAsync(HttpContext context, int status, Problem? problem)
    {
        string wanted = context.Request.HasFormContentType && context.Request.Path == "/board/sign-in" ? LocalPath(context.Request.Form["to"]) : HttpMethods.IsGet(context.Request.Method) ? LocalPath(context.Request.Path + context.Request.QueryString) : "/";
        Html fault = problem is null ? Html.Nothing : Html.Of($"<div class=\"problems\" role=\"alert\"><p><strong>{problem.Message}</strong></p><p>{problem.Remedy}</p></div>");
        Html insecure = context.Request.IsHttps || context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]" ? Html.Nothing
            : Html.Of($"<p class=\"problems\">This address is not encrypted: whoever is on the way can read the token. Ask the operator for an https address.</p>");
        return BoardPage.WriteAsync(context, status, "Sign in", Html.Of(
            $"""
            <h1>Sign in</h1>
            {fault}{insecure}
            <form method="post" action="/board/sign-in" class="stack">
            {BoardPage.FormToken(context)}
            <input type="hidden" name="to" value="{Html.Kept(wanted)}">
            <p><label for="token">Token</label>
            <input id="token" name="token" type="password" autocomplete="off" required maxlength="8192" aria-describedby="token-help"></p>
            <p id="token-help" class="quiet">Whoever runs the server makes tokens with <code>videogen token add</code>. It is shown once here and then kept nowhere: your browser gets a session for twelve hours.</p>
            <p><button>Sign in</button></p>
            </form>
            """));
    }

    /// <summary>A path of this server, whatever was given.</summary>
    public static string LocalPath(string? path) =>
        path is ['/', not ('/' or '\\'), ..] && !path.Contains('\\', StringComparison.Ordinal) && !path.Any(char.IsControl) && !path.StartsWith("/board/sign-", StringComparison.Ordinal) ? path : "/";
}
