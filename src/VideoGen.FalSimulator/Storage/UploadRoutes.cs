using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using VideoGen.FalSimulation.Access;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Truth;

namespace VideoGen.FalSimulation.Storage;

/// <summary>
/// Uploads. The way of the JavaScript client: initiate, PUT, and the same in parts; the way of the Python client: a token, then one POST or parts.
/// </summary>
internal sealed class UploadRoutes(FalSimulatorOptions options, AccessCheck access, MediaStore media, TruthLog truth)
{
    private const string Signature = "sim-signature";
    private const string Token = "sim-upload-token";

    /// <summary>The rest host: everything that needs the key.</summary>
    public async Task AnswerRestAsync(HttpContext context, string path)
    {
        if (context.Request.Method != HttpMethods.Post)
        {
            await Answer.Detail(405, "Method Not Allowed").WriteAsync(context);
            return;
        }

        if (access.Refusal(context, "storage") is { } refusal)
        {
            await refusal.WriteAsync(context);
            return;
        }

        await (path.Trim('/') switch
        {
            "storage/upload/initiate" => InitiateAsync(context, "upload"),
            "storage/upload/initiate-multipart" => InitiateAsync(context, "multipart"),
            "storage/auth/token" => TokenAsync(context),
            "tokens" => Answer.Of(200, JsonValue.Create(AccessCheck.BrowserToken)).WriteAsync(context),
            _ => Answer.Detail(404, "Not Found").WriteAsync(context),
        });
    }

    /// <summary>The upload addresses of the media host: they carry their own permission, never the key.</summary>
    public async Task AnswerMediaAsync(HttpContext context, string path)
    {
        string[] parts = path.Trim('/').Split('/');
        if (parts is ["files", "upload", .. var rest])
        {
            await (context.Request.Headers.Authorization == "Bearer " + Token
                ? DirectAsync(context, rest)
                : Answer.Detail(401, "Invalid upload token").WriteAsync(context));
            return;
        }

        if (context.Request.Query["sig"] != Signature)
        {
            await Answer.Detail(403, "Signature does not match").WriteAsync(context);
            return;
        }

        await (parts switch
        {
            ["upload", var id] when media.Find(id) is { } file => WholeAsync(context, file),
            ["multipart", var id, "complete"] when media.Find(id) is { } file => CompleteAsync(context, file),
            ["multipart", var id, var number] when media.Find(id) is { } file => PartAsync(context, file, number),
            _ => Answer.Detail(404, "Not Found").WriteAsync(context),
        });
    }

    private static string Origin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static string Served(HttpContext context, MediaFile file) => $"{Origin(context)}/media/files/b/{file.Id}/{file.Name}";

    private async Task InitiateAsync(HttpContext context, string kind)
    {
        JsonNode? body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        MediaFile file = media.Expect(body?["file_name"]?.ToString() ?? "file", body?["content_type"]?.ToString() ?? "application/octet-stream");
        await Answer.Of(200, new JsonObject
        {
            ["upload_url"] = $"{Origin(context)}/media/{kind}/{file.Id}?sig={Signature}",
            ["file_url"] = Served(context, file),
        }).WriteAsync(context);
    }

    private Task TokenAsync(HttpContext context) => Answer.Of(200, new JsonObject
    {
        ["token"] = Token,
        ["token_type"] = "Bearer",
        ["base_url"] = Origin(context) + "/media",
        ["expires_at"] = options.Time.GetUtcNow().AddHours(1).UtcDateTime.ToString("O"),
    }).WriteAsync(context);

    private async Task WholeAsync(HttpContext context, MediaFile file)
    {
        await SaveAsync(context, file.Path);
        Finish(file);
        await Answer.Of(200, new JsonObject()).WriteAsync(context);
    }

    private async Task PartAsync(HttpContext context, MediaFile file, string number)
    {
        if (!int.TryParse(number, CultureInfo.InvariantCulture, out int part) || part < 1)
        {
            await Answer.Detail(400, "Part numbers start at 1").WriteAsync(context);
            return;
        }

        await SaveAsync(context, media.PartPath(file, part));
        string etag = $"\"{file.Id}-{part}\"";
        await Answer.Of(200, new JsonObject { ["partNumber"] = part, ["etag"] = etag }).With("ETag", etag).WriteAsync(context);
    }

    private async Task CompleteAsync(HttpContext context, MediaFile file)
    {
        JsonNode? body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        int[] numbers = [.. (body?["parts"] as JsonArray ?? []).Select(static part => part?["partNumber"]?.GetValueKind() == JsonValueKind.Number ? part["partNumber"]!.GetValue<int>() : 0)];
        if (numbers.Length == 0 || numbers.Any(number => !File.Exists(media.PartPath(file, number))))
        {
            await Answer.Detail(400, "A part is missing").WriteAsync(context);
            return;
        }

        await using (FileStream whole = File.Create(file.Path))
        {
            foreach (int number in numbers)
            {
                await using (FileStream part = File.OpenRead(media.PartPath(file, number)))
                {
                    await part.CopyToAsync(whole, context.RequestAborted);
                }

                File.Delete(media.PartPath(file, number));
            }
        }

        Finish(file);
        await Answer.Of(200, new JsonObject()).WriteAsync(context);
    }

    private async Task DirectAsync(HttpContext context, string[] rest)
    {
        string name = context.Request.Headers["X-Fal-File-Name"].FirstOrDefault() ?? "file";
        MediaFile file = media.Expect(name, context.Request.ContentType ?? "application/octet-stream");
        var answer = new JsonObject { ["access_url"] = Served(context, file) };
        if (rest is ["multipart"])
        {
            answer["access_url"] = $"{Origin(context)}/media/files/b/{file.Id}/{file.Name}";
            answer["uploadId"] = file.Id;
        }
        else
        {
            await SaveAsync(context, file.Path);
            Finish(file);
        }

        await Answer.Of(200, answer).WriteAsync(context);
    }

    /// <summary>Parts of the Python way hang under the file's own address.</summary>
    public Task AnswerDirectPartAsync(HttpContext context, MediaFile file, string last) =>
        context.Request.Headers.Authorization != "Bearer " + Token ? Answer.Detail(401, "Invalid upload token").WriteAsync(context)
        : last == "complete" ? CompleteAsync(context, file)
        : PartAsync(context, file, last);

    private void Finish(MediaFile file)
    {
        file.Complete = true;
        truth.Add(TruthKind.Uploaded, null, $"{file.Id}/{file.Name} {file.Size} {file.ContentType}");
    }

    private static async Task SaveAsync(HttpContext context, string path)
    {
        await using FileStream target = File.Create(path);
        await context.Request.Body.CopyToAsync(target, context.RequestAborted);
    }
}
