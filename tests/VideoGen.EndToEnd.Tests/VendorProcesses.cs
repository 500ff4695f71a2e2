using System.Diagnostics;
using System.Text.Json.Nodes;

namespace VideoGen.EndToEnd.Tests;

/// <summary>The simulators that come with the program, one for each vendor, as processes. Ends them.</summary>
public sealed class VendorProcesses : IAsyncDisposable
{
    private static readonly (string Provider, string Verb)[] All = [("fal-ai", "simulate-fal"), ("openrouter", "simulate-openrouter"), ("runway", "simulate-runway")];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly List<Process> _processes = [];
    private readonly Dictionary<string, Uri> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>The variables that lead a program to them.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>Starts all of them.</summary>
    public static async Task<VendorProcesses> StartAsync(Videogen videogen)
    {
        ArgumentNullException.ThrowIfNull(videogen);
        var vendors = new VendorProcesses();
        try
        {
            foreach ((string provider, string verb) in All)
            {
                await vendors.StartAsync(videogen, provider, verb);
            }

            return vendors;
        }
        catch
        {
            await vendors.DisposeAsync();
            throw;
        }
    }

    /// <summary>Jobs that were bought at one.</summary>
    public async Task<int> JobsCreatedAsync(string provider)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(_roots[provider], "_sim/truth")))!["jobs"]!.AsArray().Count;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(Patience);
            process.Dispose();
        }
    }

    private async Task StartAsync(Videogen videogen, string provider, string verb)
    {
        Process process = videogen.Start(verb, "--port", "0", "--queue-seconds", "0");
        _processes.Add(process);
        Task<string> error = process.StandardError.ReadToEndAsync(); // a full pipe would hold it up
        for (string? line = ""; line != "# ready"; line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience))
        {
            if (line is null)
            {
                throw new InvalidOperationException(await error.WaitAsync(Patience));
            }

            if (line.StartsWith("export ", StringComparison.Ordinal) && line["export ".Length..].Split('=', 2) is [var name, var value])
            {
                _variables[name] = value;
            }
            else if (line.Split(" simulator on ") is [_, var root])
            {
                _roots[provider] = new Uri(root.Trim());
            }
        }

        _ = process.StandardOutput.ReadToEndAsync(); // as with its errors
    }
}
