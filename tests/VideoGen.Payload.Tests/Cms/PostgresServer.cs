using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VideoGen.Payload.Tests.Cms;

/// <summary>A PostgreSQL server for one test class: its own folder, a free port, loopback only unless it is told another address.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // The server refuses to run as root, and its user must be able to reach the folder.
    private static readonly bool AsPostgres = Environment.UserName == "root";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"videogen-postgres-{Path.GetRandomFileName()}");
    private int _port;
    private string _addresses = Loopback;
    private bool _isUp;

    /// <summary>Where it listens, once started.</summary>
    public string Url => AddressOf("postgres");

    /// <summary>Address of a database.</summary>
    public string AddressOf(string database) => $"postgres://postgres@127.0.0.1:{_port}/{database}";

    /// <summary>Connection string of a database, as Npgsql wants it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="address">The address, of those that it listens to.</param>
    public string ConnectionTo(string database, string address = Loopback) => $"Host={address};Port={_port};Username=postgres;Database={database}";

    /// <summary>Makes a server and starts it.</summary>
    /// <param name="address">An address that it listens to besides the loopback address, for whoever reaches it there.</param>
    public async Task StartAsync(string address = Loopback)
    {
        Directory.CreateDirectory(_folder);
        if (AsPostgres)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await ServerAsync("initdb", "-D", Path.Combine(_folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        if (address != Loopback)
        {
            _addresses = $"{Loopback},{address}";
            await File.AppendAllTextAsync(Path.Combine(_folder, "data", "pg_hba.conf"), "host all all samenet trust\n");
        }

        _port = FreePort();
        await UpAsync();
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task UpAsync()
    {
        string options = $"-p {_port} -k {_folder} -c listen_addresses={_addresses} -c fsync=off";
        await ServerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-l", Path.Combine(_folder, "log"), "-o", options, "-w", "start");
        _isUp = true;
    }

    /// <summary>Ends it at once, with every connection.</summary>
    public async Task DownAsync()
    {
        _isUp = false;
        await ServerAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
    }

    public async ValueTask DisposeAsync()
    {
        if (_isUp)
        {
            await DownAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs one of its programs, as its user.</summary>
    public static Task ServerAsync(string program, params string[] arguments)
    {
        string place = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last();
        string full = Path.Combine(place, "bin", program);
        return AsPostgres ? RunAsync("runuser", ["-u", "postgres", "--", full, .. arguments]) : RunAsync(full, arguments);
    }

    // No pipe for what it says: the server that pg_ctl leaves behind would keep it open.
    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
