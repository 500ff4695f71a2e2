using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Previews;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Rest;

/// <summary>Small pictures and clips for looking at plans and segments.</summary>
/// <param name="agent">The agent.</param>
internal sealed class PreviewEndpoints(AgentHost agent)
{
    private const string Jpeg = "image/jpeg";
    private const string Mp4 = "video/mp4";

    /// <summary>Maps the addresses.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/requests/{id}/segments/{segment}/poster", (string id, string segment, HttpContext context, CancellationToken hungUp) =>
                GiveAsync(context, p => p.FindAsync(id, segment, PreviewKind.Poster, hungUp))).RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element).OfRequest()
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(byte[]), [Jpeg]))
            .Describe("getPoster", "The first picture of a delivered segment, at most 640x360. Needs read.", "The picture.", 403, 404);
        app.MapGet("/v1/requests/{id}/segments/{segment}/proxy", (string id, string segment, HttpContext context, CancellationToken hungUp) =>
                GiveAsync(context, p => p.FindAsync(id, segment, PreviewKind.Proxy, hungUp))).RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element).OfRequest()
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(byte[]), [Mp4]))
            .Describe("getProxy", "A small silent copy of a delivered segment, at most 640x360 and about 100 kB. Needs read.", "The clip.", 403, 404);
        app.MapGet("/v1/plans/{hash}/pictures/{frame}", (string hash, string frame, HttpContext context, CancellationToken hungUp) =>
                GiveAsync(context, p => p.FindStillAsync(hash, frame, hungUp))).RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element)
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(byte[]), [Jpeg]))
            .Describe("getPicture", "The still of a frame of a plan that the caller made within a day, at most 320 pixels. Needs read.", "The picture.", 403, 404);
    }

    private async Task GiveAsync(HttpContext context, Func<IPreviews, ValueTask<Preview?>> find)
    {
        if (await find(new CallerPreviews(agent.Services, CallerIdentity.Of(context))) is not { } preview)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status404NotFound, new Problem(
                "preview_unknown", "", "There is nothing to show at this address.", "Posters and proxies are there once a segment is delivered, pictures for a day after the plan was made."));
            return;
        }

        context.Response.ContentType = preview.MediaType;
        context.Response.ContentLength = preview.Bytes.Length;
        context.Response.Headers.CacheControl = "private, max-age=300";
        await context.Response.Body.WriteAsync(preview.Bytes, context.RequestAborted);
    }
}
