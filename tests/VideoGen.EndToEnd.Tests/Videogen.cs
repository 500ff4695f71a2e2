using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using VideoGen.Testing;

namespace VideoGen.EndToEnd.Tests;

/// <summary>The program <c>videogen</c>, run as people run it, with a home of its own.</summary>
/// <param name="program">The program; <see cref="Executable"/> unless given.</param>
public sealed class Videogen(string? program = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly string[] Vendors = ["FAL_", "OPENROUTER_", "RUNWAYML_"];

    private readonly string _program = program ?? Executable;
    private readonly string _folder = Directory.CreateTempSubdirectory("videogen-e2e-").FullName;

    /// <summary>Root of the sources.</summary>
    public static string Repository { get; } = Path.GetFullPath(
        typeof(Videogen).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Repository").Value!);

    /// <summary>The program.</summary>
    public static string Executable => ProgramFile.Videogen;

    /// <summary>Home of the agent.</summary>
    public string Home => Path.Combine(_folder, "home");

    /// <summary>The user's folder, as MCP clients hand it on.</summary>
    public string UserFolder => Path.Combine(_folder, "user");

    /// <summary>Folder for what a test wants to keep.</summary>
    public string Out => Path.Combine(_folder, "out");

    /// <summary>A sample storyboard.</summary>
    public static string Sample(string name) => Path.Combine(Repository, "samples", name, "request.json");

    /// <summary>Starts the program; its output is collected.</summary>
    public Process Start(params string[] arguments) => Begin(_program, arguments, _folder);

    /// <summary>Starts the program, with more environment variables.</summary>
    public Process Start(IReadOnlyDictionary<string, string> variables, params string[] arguments) => Begin(_program, arguments, _folder, variables);

    /// <summary>Starts the program, with more environment variables, and leaves its standard input open.</summary>
    public Process StartOpen(IReadOnlyDictionary<string, string> variables, params string[] arguments) => Begin(_program, arguments, _folder, variables, inputEnds: false);

    /// <summary>Runs the program to its end.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => EndAsync(Start(arguments));

    /// <summary>Runs the program to its end, with more environment variables.</summary>
    public Task<(int Code, string Output, string Error)> RunAsync(IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        EndAsync(Start(variables, arguments));

    /// <summary>Runs another program to its end.</summary>
    public Task<(int Code, string Output, string Error)> RunOtherAsync(string program, string folder, params string[] arguments) =>
        EndAsync(Begin(program, arguments, folder));

    /// <summary>Runs another program to its end, with more environment variables.</summary>
    public Task<(int Code, string Output, string Error)> RunOtherAsync(string program, string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        EndAsync(Begin(program, arguments, folder, variables));

    /// <summary>Runs an MCP client to its end. Clients hand their servers a few variables only, the user's folder among them: it is one of this test.</summary>
    public Task<(int Code, string Output, string Error)> RunClientAsync(string folder, params string[] arguments) =>
        EndAsync(Begin("node", arguments, folder, new Dictionary<string, string> { ["HOME"] = UserFolder }));

    /// <summary>Runs the program and reads its result as JSON.</summary>
    public async Task<(int Code, JsonNode Json)> RunJsonAsync(params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync([.. arguments, "--json"]);
        return (code, JsonNode.Parse(output) ?? throw new InvalidOperationException(error));
    }

    /// <summary>Waits for a started program.</summary>
    public static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            return (process.ExitCode, await output, await error);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Process Begin(string program, string[] arguments, string folder, IReadOnlyDictionary<string, string>? variables = null, bool inputEnds = true)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["VIDEOGEN_HOME"] = Home, ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8" },
        };
        foreach (string name in start.Environment.Keys.Where(k => Vendors.Any(v => k.StartsWith(v, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        if (inputEnds)
        {
            process.StandardInput.Close();
        }

        return process;
    }
}
