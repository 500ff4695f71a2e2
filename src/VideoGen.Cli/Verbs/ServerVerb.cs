using System.Diagnostics;
using VideoGen.Contract;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen serve</c> and <c>videogen simulate-fal</c>: start the server program that lies beside this one and stay until it ends.</summary>
internal sealed class ServerVerb(VerbContext context, IReadOnlyList<string> arguments)
{
    private const string Program = "videogen-server";

    /// <summary>Runs it; answers the program's own exit code.</summary>
    public async Task<int> RunAsync()
    {
        string path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? Program + ".exe" : Program);
        if (!File.Exists(path))
        {
            return context.Refuse(
                [new Problem("server_missing", "", $"{Program} is not beside this program ({AppContext.BaseDirectory}).", "Install both programs into one folder.")],
                ExitCode.Broken);
        }

        var start = new ProcessStartInfo(path) { UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (context.SettingsFile is { } settings)
        {
            start.ArgumentList.Add("--settings");
            start.ArgumentList.Add(settings);
        }

        using Process server = Process.Start(start)!;
        await server.WaitForExitAsync(CancellationToken.None); // Ctrl-C reaches the server too; it ends in its own time
        return server.ExitCode;
    }
}
