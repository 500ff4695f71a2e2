using System.Diagnostics;
using System.Runtime.InteropServices;
using VideoGen.Contract;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen serve</c> and <c>videogen simulate-fal</c>: start the program that lies beside this one and stay until it ends.</summary>
/// <param name="context">The call.</param>
/// <param name="program">Name of the program, without ending.</param>
/// <param name="project">Its project, for finding it in a build tree.</param>
/// <param name="arguments">Handed on.</param>
internal sealed partial class ServerVerb(VerbContext context, string program, string project, IReadOnlyList<string> arguments)
{
    private const int Sigterm = 15;

    /// <summary>Runs it; answers the program's own exit code.</summary>
    public async Task<int> RunAsync()
    {
        if (Find() is not { } path)
        {
            return context.Refuse(
                [new Problem("server_missing", "", $"{program} is not beside this program ({AppContext.BaseDirectory}).", "Install both programs into one folder.")],
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
        await using CancellationTokenRegistration told = context.Interrupted.Register(() => Terminate(server));
        await server.WaitForExitAsync(CancellationToken.None); // it ends in its own time
        return server.ExitCode;
    }

    /// <summary>Beside this program once installed; in the project's own folder of a build tree.</summary>
    private string? Find()
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        bool built = Path.GetFileName(Path.GetDirectoryName(here)) == typeof(ServerVerb).Assembly.GetName().Name;
        string[] places = [Path.Combine(here, file), .. built ? [Path.Combine(here, "..", "..", project, Path.GetFileName(here), file)] : Array.Empty<string>()];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists);
    }

    // Ctrl-C of a terminal reaches the server by itself; a signal from a supervisor reaches only this process and is passed on.
    private static void Terminate(Process server)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            _ = Kill(server.Id, Sigterm);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
