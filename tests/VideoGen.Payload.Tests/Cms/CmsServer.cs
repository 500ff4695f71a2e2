using System.Diagnostics;
using System.Text;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Cms;

/// <summary>A running CMS: the real one over REST, on a database and folders of its own. Can be stopped and started again at its address.</summary>
public abstract class CmsServer : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>Key of the service account.</summary>
    public const string Key = "8a1e5c3e-6d1f-4c39-9a52-7b4c1e5f0d21";

    /// <summary>A person with the role admin.</summary>
    public const string AdminEmail = "admin@videogen.example";

    /// <summary>Their password.</summary>
    public const string AdminPassword = "a long password for the tests";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>Folder of everything it keeps.</summary>
    internal TestFolder Home { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>How the agent speaks to it.</summary>
    public virtual PayloadOptions Options => new(Address, new PayloadKey(Key));

    /// <summary>What it has written so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public async Task InitializeAsync()
    {
        await CmsApp.ReadyAsync();
        await PrepareAsync();
        await StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        Home.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <summary>Starts it, after a stop at the same address.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("node", [Script, .. Arguments])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in Variables.Concat(OwnVariables))
        {
            start.Environment[name] = value;
        }

        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, listening);
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The CMS ended:\n" + Log));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await listening.Task.WaitAsync(Patience);

        // Behind Next.js, Payload itself starts with the first request.
        using var http = new HttpClient { Timeout = Patience };
        (await http.GetAsync(new Uri(Address, $"{Options.ApiPrefix}/{Options.AuthCollection}/me"))).EnsureSuccessStatusCode();
    }

    /// <summary>Stops it, as an operator does.</summary>
    public async Task StopAsync()
    {
        if (_process is null)
        {
            return;
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _process = null;
    }

    /// <summary>Kills it without warning, as a crash does.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>An administrator, signed in.</summary>
    public Task<CmsAdmin> SignInAsync() => CmsAdmin.SignInAsync(Address, AdminEmail, AdminPassword);

    /// <summary>The database, as a URL.</summary>
    protected abstract string Database { get; }

    /// <summary>The program.</summary>
    protected virtual string Script => Path.Combine(CmsApp.Folder, "api.mjs");

    /// <summary>Its arguments.</summary>
    protected virtual string[] Arguments => [];

    /// <summary>The folder it runs in.</summary>
    protected virtual string Folder => Path.GetDirectoryName(Script)!;

    /// <summary>What its environment has besides the usual.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> OwnVariables => [];

    /// <summary>The address that a line of its output tells once it listens; null for any other line.</summary>
    protected virtual Uri? ReadAddress(string line)
    {
        const string begin = "listening ";
        return line.StartsWith(begin, StringComparison.Ordinal) ? new Uri(line[begin.Length..].Trim()) : null;
    }

    /// <summary>Makes what it needs before the first start.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    private Dictionary<string, string> Variables => new()
    {
        ["PORT"] = $"{Address.Port}",
        ["DATABASE_URL"] = Database,
        ["FILES_DIR"] = Home["files"],
        ["TEMP_DIR"] = Home["temp"],
        ["PAYLOAD_SECRET"] = "a secret for the tests",
        ["SEED_ADMIN_EMAIL"] = AdminEmail,
        ["SEED_ADMIN_PASSWORD"] = AdminPassword,
        ["SEED_SERVICE_API_KEY"] = Key,
    };

    private void Take(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
        }

        if (ReadAddress(line) is { } address)
        {
            listening.TrySetResult(address);
        }
    }
}
