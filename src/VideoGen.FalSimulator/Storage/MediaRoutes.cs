using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Storage;

/// <summary>The media host: serves uploads and clips, with ranges, and plays what goes wrong with downloads.</summary>
internal sealed class MediaRoutes(FalSimulatorOptions options, MediaStore media, UploadRoutes uploads, TruthLog truth)
{
    private readonly FileAnswer _answer = new(options.Time);

    public async Task AnswerAsync(HttpContext context, string path)
    {
        NoteLeak(context);
        string[] parts = path.Trim('/').Split('/');
        bool reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        MediaFile? file = parts is ["files", "b" or "moved", var id, ..] ? media.Find(id) : null;
        if (!reads)
        {
            await (file is not null && parts is [_, _, _, _, "multipart", _, var last]
                ? uploads.AnswerDirectPartAsync(context, file, last)
                : uploads.AnswerMediaAsync(context, path));
            return;
        }

        truth.Add(TruthKind.MediaRead, file?.RequestId, path);
        await (file is { Complete: true }
            ? _answer.ServeAsync(context, file, parts[1] == "moved" ? null : $"{context.Request.Scheme}://{context.Request.Host}/media/files/moved/{file.Id}/{file.Name}")
            : FileAnswer.MissingAsync(context));
    }

    /// <summary>No client may send its key here.</summary>
    private void NoteLeak(HttpContext context)
    {
        if (context.Request.Headers.Authorization.ToString().StartsWith("Key ", StringComparison.OrdinalIgnoreCase))
        {
            truth.Add(TruthKind.KeyLeaked, null, context.Request.Path);
        }
    }
}
