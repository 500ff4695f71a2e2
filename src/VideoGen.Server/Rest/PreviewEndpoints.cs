using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using VideoGen.Access;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Previews;
using VideoGen.Server.Access;
using VideoGen.Server.Failures;

namespace VideoGen.Server.Rest;

/// <summary>Small pictures and clips for looking at plans and segments, with range requests and tags.</summary>
/// <param name="agent">The agent.</param>
internal sealed class PreviewEndpoints(AgentHost agent)
{
    private const string Jpeg = "image/jpeg";
    private const string Mp4 = "video/mp4";

    /// <summary>Maps the addresses.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        Picture(app, "/v1/requests/{id}/segments/{segment}/poster", Jpeg, (string id, string segment, HttpContext context, CancellationToken hungUp) =>
                GiveAsync(context, p => p.FindAsync(id, segment, PreviewKind.Poster, hungUp))).OfRequest()
            .Describe("getPoster", "The first picture of a delivered segment, at most 640x360. Needs read.", "The picture.", 403, 404);
        Picture(app, "/v1/requests/{id}/segments/{segment}/proxy", Mp4, (string id, string segment, HttpContext context, CancellationToken hungUp) =>
                GiveAsync(context, p => p.FindAsync(id, segment, PreviewKind.Proxy, hungUp))).OfRequest()
            .Describe("getProxy", "A small silent copy of a delivered segment, at most 640x360 and about 100 kB. Needs read.", "The clip.", 403, 404);
        Picture(app, "/v1/plans/{hash}/pictures/{frame}", Jpeg, (string hash, string frame, HttpContext context, CancellationToken hungUp) =>
                GiveAsync(context, p => p.FindStillAsync(hash, frame, hungUp)))
            .Describe("getPicture", "The still of a frame of a plan that the caller made within a day, at most 320 pixels. Needs read.", "The picture.", 403, 404);
    }

    // HEAD answers as GET does, and is described by it.
    private static RouteHandlerBuilder Picture(IEndpointRouteBuilder app, string address, string mediaType, Delegate give)
    {
        Read(app.MapMethods(address, [HttpMethods.Head], give)).ExcludeFromDescription();
        return Read(app.MapGet(address, give)).WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(byte[]), [mediaType]));
    }

    private static RouteHandlerBuilder Read(RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(ScopePolicies.Read).WithMetadata(SessionAccess.Element);

    private async Task GiveAsync(HttpContext context, Func<IPreviews, ValueTask<Preview?>> find)
    {
        if (await find(new CallerPreviews(agent.Services, CallerIdentity.Of(context))) is not { } preview)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status404NotFound, new Problem(
                "preview_unknown", "", "There is nothing to show at this address.", "Posters and proxies are there once a segment is delivered, pictures for a day after the plan was made."));
            return;
        }

        KeptCopy.Allow(context.Response, "max-age=300");
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(preview.Bytes.Span))}\"");
        await TypedResults.Bytes(preview.Bytes, preview.MediaType, enableRangeProcessing: true, entityTag: tag).ExecuteAsync(context);
    }
}
