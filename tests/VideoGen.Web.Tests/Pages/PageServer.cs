using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using VideoGen.Testing;

namespace VideoGen.Web.Tests.Pages;

/// <summary>A folder served as a strict site would, with the elements and clips to play.</summary>
public sealed class PageServer : IAsyncLifetime, IDisposable
{
    /// <summary>What pages of this site may load and run.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; img-src 'self' data:; media-src 'self' data:; base-uri 'none'; form-action 'none'";

    private readonly TestFolder _folder = new();
    private WebApplication? _site;

    /// <summary>Address of the site, with a slash at the end.</summary>
    public string Address => $"{_site!.Urls.First()}/";

    public async Task InitializeAsync()
    {
        await Task.WhenAll(
            NodeRun.NodeAsync("test/build.mjs", _folder.Path),
            Clips.MakeAsync(_folder["a.mp4"], 48, 0),
            Clips.MakeAsync(_folder["b.mp4"], 36, 100),
            Clips.MakeAsync(_folder["c.mp4"], 48, 0, ground: 200),
            Clips.MakeAsync(_folder["d.mp4"], 60, 0, fps: 30),
            Clips.MakeAsync(_folder["long.mp4"], 240, 0));
        File.Copy(Path.Combine(NodeRun.Web, "dist", "sheet.js"), _folder["sheet.js"]);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _site = builder.Build();
        _site.Use(async (context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.CacheControl = "no-cache";
            await next(context);
        });
        _site.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(_folder.Path) });
        await _site.StartAsync();
    }

    public async Task DisposeAsync() => await _site!.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes a page and says its address.</summary>
    public string Put(string name, string body)
    {
        File.WriteAllText(_folder[name], $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Test</title><link rel=\"icon\" href=\"data:,\"></head><body><main>{body}</main></body></html>");
        return Address + name;
    }
}
