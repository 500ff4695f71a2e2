using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Behaviours;

namespace VideoGen.FalSimulation.Storage;

/// <summary>Sends a file with ranges, and plays what goes wrong with downloads: the behaviours <c>clip-…</c>. Thread-safe.</summary>
internal sealed class FileAnswer(TimeProvider time)
{
    public static Task MissingAsync(HttpContext context) => Answer.Detail(404, "File not found").WriteAsync(context);

    /// <param name="context">The call.</param>
    /// <param name="file">A complete file.</param>
    /// <param name="elsewhere">Where <c>clip-redirect</c> leads to; <see langword="null"/> where the call was led already.</param>
    public async Task ServeAsync(HttpContext context, MediaFile file, string? elsewhere)
    {
        BehaviourSet behaviours = file.Behaviours;
        int read = file.NextRead();
        if (behaviours.Has("clip-gone"))
        {
            await MissingAsync(context);
        }
        else if (behaviours.Spoils("clip-5xx", read, 2))
        {
            await Answer.Html(503).WriteAsync(context);
        }
        else if (behaviours.Has("clip-redirect-private"))
        {
            context.Response.Redirect("http://169.254.169.254/latest/meta-data/output.mp4");
        }
        else if (behaviours.Has("clip-redirect") && elsewhere is not null)
        {
            context.Response.Redirect(elsewhere);
        }
        else if (behaviours.Has("clip-html"))
        {
            await Answer.Html(200).WriteAsync(context);
        }
        else if (behaviours.Has("clip-empty"))
        {
            await new Answer(200, default) { ContentType = file.ContentType }.WriteAsync(context);
        }
        else if (behaviours.Has("clip-truncated"))
        {
            await SendAsync(context, file, promised: file.Size / 2, sent: file.Size / 2, over: TimeSpan.Zero);
        }
        else if (behaviours.Has("clip-wrong-length"))
        {
            await SendAsync(context, file, promised: file.Size + 1000, sent: file.Size, over: TimeSpan.Zero);
        }
        else if (behaviours.Spoils("clip-cut", read, 1))
        {
            await SendAsync(context, file, promised: file.Size, sent: file.Size / 2, over: TimeSpan.Zero);
        }
        else if (behaviours.Has("clip-slow"))
        {
            await SendAsync(context, file, file.Size, file.Size, behaviours.Seconds("clip-slow", 30));
        }
        else
        {
            await Results.File(file.Path, file.ContentType, enableRangeProcessing: !behaviours.Has("clip-no-range"), entityTag: Tag(file)).ExecuteAsync(context);
        }
    }

    // The bytes of a file never change.
    private static EntityTagHeaderValue Tag(MediaFile file) => new($"\"{file.Id}\"");

    private async Task SendAsync(HttpContext context, MediaFile file, long promised, long sent, TimeSpan over)
    {
        const int Pieces = 10;
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = promised;
        context.Response.Headers.ETag = Tag(file).ToString();
        byte[] bytes = await File.ReadAllBytesAsync(file.Path, context.RequestAborted);
        int size = (int)Math.Max(1, (sent + Pieces - 1) / Pieces);
        for (int at = 0; at < sent; at += size)
        {
            if (at > 0 && over > TimeSpan.Zero)
            {
                await Task.Delay(over / Pieces, time, context.RequestAborted);
            }

            await context.Response.Body.WriteAsync(bytes.AsMemory(at, (int)Math.Min(size, sent - at)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        if (sent < promised)
        {
            context.Abort();
        }
    }
}
