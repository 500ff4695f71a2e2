using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using VideoGen.FalSimulation.Answers;
using VideoGen.FalSimulation.Storage;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Hosts;
using VideoGen.Simulators.Jobs;

namespace VideoGen.Simulators.Runway;

/// <summary>Uploads that last a day: announced with the key, sent as a form without it, all fields first and the file last. Thread-safe.</summary>
internal sealed class RunwayUploads(SimulatedVendor vendor)
{
    public const string Folder = "/storage/";

    private const long Largest = 200_000_000;
    private const string Policy = "c2ltdWxhdG9y";

    /// <summary><c>POST /v1/uploads</c>.</summary>
    public async Task AnnounceAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        string name = body?["filename"]?.ToString() ?? "";
        if (body?["type"]?.ToString() != "ephemeral" || !Path.HasExtension(name))
        {
            await RunwayBodies.Invalid([new RunwayIssue(name.Length == 0 ? "filename" : "type", "Expected a file name with an ending, and the type 'ephemeral'")]).WriteAsync(context);
            return;
        }

        MediaFile file = vendor.Media.Expect(name, TypeOf(name));
        await Answer.Of(200, new JsonObject
        {
            ["uploadUrl"] = $"{context.Request.Scheme}://{context.Request.Host}{Folder}{file.Id}",
            ["fields"] = new JsonObject { ["key"] = file.Id, ["Content-Type"] = file.ContentType, ["policy"] = Policy },
            ["runwayUri"] = VendorPictures.Uploaded + file.Id,
        }).WriteAsync(context);
    }

    /// <summary>The storage.</summary>
    public async Task StoreAsync(HttpContext context, string path)
    {
        if (context.Request.Headers.Authorization.Count > 0)
        {
            vendor.Truth.Add(TruthKind.KeyLeaked, null, path);
        }

        if (vendor.Media.Find(path[Folder.Length..]) is not { } file || await SaveAsync(context, file) is not true)
        {
            await RunwayBodies.Error(403, "Invalid according to Policy: the fields come first, as they were given, and the file last.").WriteAsync(context);
            return;
        }

        file.Complete = true;
        vendor.Timeline.In(vendor.Options.UploadLifetime, () =>
        {
            vendor.Media.Remove(file.Id);
            return Task.CompletedTask;
        });
        vendor.Truth.Add(TruthKind.Uploaded, null, $"{file.Id}/{file.Name} {file.Size} {file.ContentType}");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<bool> SaveAsync(HttpContext context, MediaFile file)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out MediaTypeHeaderValue? type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            return false;
        }

        var reader = new MultipartReader(boundary.ToString(), context.Request.Body) { BodyLengthLimit = Largest };
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        bool isSaved = false;
        while (await reader.ReadNextSectionAsync(context.RequestAborted) is { } section)
        {
            if (isSaved || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out ContentDispositionHeaderValue? part))
            {
                return false; // the storage ignores what comes after the file; a client that sends something there has the order wrong
            }

            string name = HeaderUtilities.RemoveQuotes(part.Name).ToString();
            if (name == "file")
            {
                await using FileStream target = File.Create(file.Path);
                await section.Body.CopyToAsync(target, context.RequestAborted);
                isSaved = true;
            }
            else
            {
                using var text = new StreamReader(section.Body);
                fields[name] = await text.ReadToEndAsync(context.RequestAborted);
            }
        }

        return isSaved && fields.GetValueOrDefault("key") == file.Id && fields.GetValueOrDefault("policy") == Policy && fields.GetValueOrDefault("Content-Type") == file.ContentType;
    }

    private static string TypeOf(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".WEBP" => "image/webp",
        _ => "application/octet-stream",
    };
}
