using Microsoft.Extensions.FileProviders;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Files;
using VideoGen.Finishing;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Media;

/// <summary>
/// <c>GET /media/projects/…</c>: the clips of the local media folder, with range requests, for whoever ordered them. Another's clip is
/// answered like one that is not there, and one that somebody changed is not handed out.
/// </summary>
internal static class ClipEndpoint
{
    /// <summary>Where it is; what follows is the path of a clip in the media store.</summary>
    public static readonly PathString Place = "/media";

    /// <summary>Member of an address for the SHA-256 of the clip: what is asked for by it never changes, and a browser may keep it.</summary>
    public const string Version = "v";

    /// <summary>Maps the address.</summary>
    public static void Map(IEndpointRouteBuilder app, Settings settings, ILedger ledger)
    {
        string folder = Path.Combine(settings.Home, "media");
        if (!Directory.Exists(folder))
        {
            OwnerOnly.MakeFolder(folder);
        }

        var proved = new ProvedClips(folder);
        IApplicationBuilder clips = app.CreateApplicationBuilder();
        clips.Use((context, next) => ServeAsync(context, next, ledger, proved));
        clips.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = Place,
            FileProvider = new PhysicalFileProvider(folder),
            ServeUnknownFileTypes = false,
        });
        app.MapMethods($"{Place}/{{**clip}}", [HttpMethods.Get, HttpMethods.Head], clips.Build()).RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element);
    }

    // Compared without regard to case, as routes and files compare the prefix; the path of the clip itself has to be right exactly.
    private static async Task ServeAsync(HttpContext context, RequestDelegate next, ILedger ledger, ProvedClips proved)
    {
        if (!context.Request.Path.StartsWithSegments(Place, StringComparison.OrdinalIgnoreCase, out PathString clip))
        {
            throw new System.Diagnostics.UnreachableException("The route begins with it.");
        }

        string path = clip.Value!.TrimStart('/');
        if (!await new CallerClips(ledger, CallerIdentity.Of(context)).MayFetchAsync(path, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        Clip? known = (await ledger.FindJobOfClipAsync(FinishedPath.OriginalOf(path), context.RequestAborted))?.Clip;
        string? sha256 = known?.Path == path ? known.Sha256 : known?.Finishing?.Clip?.Sha256;
        if (sha256 is not null && !proved.Holds(path, sha256))
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status410Gone, new Problem(
                "clip_changed", "", "The stored clip was changed since it was proved, so it is not handed out.", "The operator puts the file back from a backup; or order another take."));
            return;
        }

        if (sha256 is not null && context.Request.Query[Version] == sha256)
        {
            KeptCopy.Allow(context.Response, "max-age=31536000, immutable");
        }

        context.SetEndpoint(null); // static files leave to an endpoint what one was found for
        await next(context);
    }
}
