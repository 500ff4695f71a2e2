using Microsoft.Extensions.FileProviders;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Media;

/// <summary><c>GET /media/projects/…</c>: the clips of the local media folder, with range requests.</summary>
internal static class ClipEndpoint
{
    /// <summary>Puts the address on the map.</summary>
    public static void Map(IApplicationBuilder app, Settings settings)
    {
        string folder = Path.Combine(settings.Home, "media");
        Directory.CreateDirectory(folder);
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/media",
            FileProvider = new PhysicalFileProvider(folder),
            ServeUnknownFileTypes = false,
        });
    }
}
