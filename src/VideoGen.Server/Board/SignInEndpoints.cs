using VideoGen.Contract;
using VideoGen.Server.Access;

namespace VideoGen.Server.Board;

/// <summary>Sign-in and sign-out of people.</summary>
/// <param name="signIn">Begins sessions.</param>
/// <param name="access">Counts wrong tokens.</param>
/// <param name="time">Clock.</param>
internal sealed class SignInEndpoints(SignIn signIn, AccessResultHandler access, TimeProvider time)
{
    private static readonly Problem Wrong = new("token_invalid", "", "The token opens nothing here.", "It may be mistyped, revoked, expired or made for another server: get a new one.");
    private static readonly Problem Guessing = new("token_guessing", "", "Too many wrong tokens came from this address.", "Wait a minute.");

    /// <summary>Maps the addresses.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/board/sign-in", (HttpContext context) => SignInPage.WriteAsync(context, StatusCodes.Status200OK, null)).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/board/sign-in", BeginAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/board/sign-out", EndAsync).WithMetadata(SessionAccess.Page).ExcludeFromDescription();
    }

    private async Task BeginAsync(HttpContext context)
    {
        if (!await BoardForm.IsOursAsync(context))
        {
            return;
        }

        string token = context.Request.Form["token"].ToString().Trim();
        string wanted = SignInPage.LocalPath(context.Request.Form["to"]);
        if (await signIn.BeginAsync(context, token, time) is not { } failure)
        {
            BoardForm.GoTo(context, wanted);
            return;
        }

        bool may = access.Guess(context, failure);
        await SignInPage.WriteAsync(context, may ? StatusCodes.Status401Unauthorized : StatusCodes.Status429TooManyRequests, may ? Wrong : Guessing);
    }

    private static async Task EndAsync(HttpContext context)
    {
        if (!await BoardForm.IsOursAsync(context))
        {
            return;
        }

        await SignIn.EndAsync(context);
        BoardForm.GoTo(context, "/");
    }
}
