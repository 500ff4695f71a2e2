using System.Net;
using System.Net.Sockets;
using VideoGen.Payload.Tests.Cms;

namespace VideoGen.PayloadPanel.Tests;

/// <summary>The CMS as an operator runs it: the production build with its admin panel, on a database that its migrations make.</summary>
public sealed class PanelCms : CmsServer
{
    private readonly int _port = FreePort();

    protected override string Database => $"file:{Home["cms.db"]}";

    protected override string Script => Path.Combine(CmsApp.Packages, "node_modules", "next", "dist", "bin", "next");

    protected override string[] Arguments => ["start", "-H", "127.0.0.1", "-p", $"{_port}"];

    protected override string Folder => CmsApp.Folder;

    protected override Task PrepareAsync() => CmsApp.PanelReadyAsync();

    protected override Uri? ReadAddress(string line) => line.Contains("Ready in", StringComparison.Ordinal) ? new Uri($"http://127.0.0.1:{_port}") : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
