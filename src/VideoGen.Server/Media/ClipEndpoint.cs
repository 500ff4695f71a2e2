using Microsoft.Extensions.FileProviders;
using VideoGen.Access;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;

namespace VideoGen.Server.Media;

/// <summary>
/// <c>GET /media/projects/…</c>: the clips of the local media folder, with range requests, for whoever ordered them. Another's clip is
/// answered like one that is not there.
/// </summary>
internal static class ClipEndpoint
{
    /// <summary>Where it is; what follows is the path of a clip in the media store.</summary>
    public static readonly PathString Place = "/media";

    /// <summary>Puts the address on the map.</summary>
    public static void Map(IApplicationBuilder app, Settings settings, ILedger ledger)
    {
        string folder = Path.Combine(settings.Home, "media");
        Directory.CreateDirectory(folder);
        app.Use((context, next) => ServeAsync(context, next, ledger));
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = Place,
            FileProvider = new PhysicalFileProvider(folder),
            ServeUnknownFileTypes = false,
        });
    }

    // Compared without regard to case, as the files behind this compare the prefix; the path of the clip itself has to be right exactly.
    private static async Task ServeAsync(HttpContext context, RequestDelegate next, ILedger ledger)
    {
        if (!context.Request.Path.StartsWithSegments(Place, StringComparison.OrdinalIgnoreCase, out PathString clip)
            || await new CallerClips(ledger, context.Features.Get<Caller>()!).MayFetchAsync(clip.Value!.TrimStart('/'), context.RequestAborted))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
