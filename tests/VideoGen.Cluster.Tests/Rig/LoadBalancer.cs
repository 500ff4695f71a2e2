using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>HAProxy before the nodes: each in turn, as long as it says that it is ready.</summary>
internal sealed class LoadBalancer : IDisposable
{
    private readonly Process _process;
    private readonly string _file;

    private LoadBalancer(Process process, string file, int port) => (_process, _file, Root) = (process, file, new Uri($"http://127.0.0.1:{port}/"));

    /// <summary>Debian puts it where not every user looks; elsewhere it is in the path.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':').Prepend("/usr/sbin").Select(folder => Path.Combine(folder, "haproxy")).FirstOrDefault(File.Exists) ?? "haproxy";

    public Uri Root { get; }

    public static LoadBalancer Start(IEnumerable<Node> nodes, int port)
    {
        var config = new StringBuilder();
        config.AppendLine(CultureInfo.InvariantCulture, $"""
            defaults
              mode http
              timeout connect 2s
              timeout client 150s
              timeout server 150s
              retries 3
              option redispatch 1
              retry-on conn-failure
            frontend in
              bind 127.0.0.1:{port}
              default_backend nodes
            backend nodes
              balance roundrobin
              option httpchk
              http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host localhost
              timeout check 3s
              default-server check inter 500ms fall 2 rise 1
            """);
        foreach (Node node in nodes)
        {
            config.AppendLine(CultureInfo.InvariantCulture, $"  server n{node.Number} 127.0.0.1:{node.Port}");
        }

        string file = Path.GetTempFileName();
        File.WriteAllText(file, config.ToString());
        Process process = Process.Start(new ProcessStartInfo(Program, ["-db", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.OutputDataReceived += (_, _) => { }; // read, or a full pipe would hold it up
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new LoadBalancer(process, file, port);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_file);
    }
}
