using Microsoft.AspNetCore.Antiforgery;
using VideoGen.Contract;

namespace VideoGen.Server.Board;

/// <summary>Forms of the board: only one that a page of ours made for this very caller changes anything.</summary>
internal static class BoardForm
{
    private static readonly Problem NoForm = new("media_type_refused", "", "This is no form.", "Use the page that the form stands on.");
    private static readonly Problem NotOurs = new("form_refused", "", "The form is not one that this server made for you since it was started.", "Load the page anew and do it again.");

    /// <summary>True for a form of ours, which has then been read; else the answer is written.</summary>
    public static async Task<bool> IsOursAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            await BoardRefusal.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, NoForm);
            return false;
        }

        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            await BoardRefusal.WriteAsync(context, StatusCodes.Status400BadRequest, NotOurs);
            return false;
        }
    }

    /// <summary>Answers that the page to look at now is another one.</summary>
    public static void GoTo(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }
}
