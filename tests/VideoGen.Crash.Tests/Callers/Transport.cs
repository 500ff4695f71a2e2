using System.Text.Json.Nodes;

namespace VideoGen.Crash.Tests.Callers;

/// <summary>One way to order segments of a program that runs as a process of its own.</summary>
public abstract class Transport(string home) : IAsyncDisposable
{
    /// <summary>Longest time a machine may take for anything.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Names of all, for tests.</summary>
    public static TheoryData<string> All => ["command line", "mcp stdio", "mcp 2025-11-25", "mcp 2026-07-28", "rest"];

    /// <summary>Home folder, which several may share.</summary>
    protected string Home => home;

    /// <summary>Settings of the program.</summary>
    protected Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["VIDEOGEN_HOME"] = home,
        ["VIDEOGEN_SERVER_PORT"] = "0",
    };

    /// <summary>Starts the program of a transport.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <param name="home">Home folder.</param>
    /// <param name="settings">Its settings besides the home folder and the port.</param>
    public static async Task<Transport> StartAsync(string name, string home, IReadOnlyDictionary<string, string> settings)
    {
        Transport transport = name switch
        {
            "command line" => new CommandLine(home),
            "mcp stdio" => new McpStdio(home),
            "mcp 2025-11-25" => new HttpTransport(home, HttpTransport.Kind.Session),
            "mcp 2026-07-28" => new HttpTransport(home, HttpTransport.Kind.Stateless),
            "rest" => new HttpTransport(home, HttpTransport.Kind.Rest),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        foreach ((string setting, string value) in settings)
        {
            transport.Settings[setting] = value;
        }

        await transport.BeginAsync();
        return transport;
    }

    /// <summary>Orders; answers what came back as text, answer or refusal. Fails when the program dies meanwhile.</summary>
    public abstract Task<string> OrderAsync(JsonObject request);

    /// <summary>Kills every process of it with signal 9.</summary>
    public abstract Task KillAsync();

    /// <summary>Tells every process of it to end, and waits until they have.</summary>
    /// <returns>The exit codes.</returns>
    public abstract Task<int[]> StopAsync();

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await KillAsync();
    }

    /// <summary>The id of the request in an answer.</summary>
    public static string RequestIn(string answer)
    {
        int at = answer.IndexOf("req_", StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, answer);
        return "req_" + new string([.. answer.Skip(at + 4).TakeWhile(char.IsAsciiLetterOrDigit)]);
    }

    /// <summary>Makes it ready for orders.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;
}
