using System.Diagnostics;
using System.Runtime.InteropServices;
using VideoGen.Contract;

namespace VideoGen.Cli.Verbs;

/// <summary>
/// <c>videogen serve</c>, <c>videogen simulate-fal</c> and the other simulators: become the program that lies beside this one (on Windows: start it and stay until it
/// ends).
/// </summary>
/// <param name="context">The call.</param>
/// <param name="program">Name of the program, without ending.</param>
/// <param name="project">Its project, for finding it in a build tree.</param>
/// <param name="arguments">Handed on.</param>
internal sealed partial class ServerVerb(VerbContext context, string program, string project, IReadOnlyList<string> arguments)
{
    /// <summary>Runs it; answers the program's own exit code.</summary>
    public async Task<int> RunAsync()
    {
        if (Find() is not { } path)
        {
            return context.Refuse(
                [new Problem("server_missing", "", $"{program} is not beside this program ({AppContext.BaseDirectory}).", "Install videogen anew: the programs come together. In a build tree, build that one too.")],
                ExitCode.Broken);
        }

        string[] handedOn = [.. arguments, .. context.SettingsFile is { } settings ? ["--settings", settings] : Array.Empty<string>()];
        return OperatingSystem.IsWindows() ? await StartAsync(path, handedOn) : Become(path, handedOn);
    }

    // Nothing that ends this process, by whatever signal, can leave the server behind: it is this process.
    private int Become(string path, string[] handedOn)
    {
        _ = Execute(path, [path, .. handedOn, null]);
        return context.Refuse(
            [new Problem("server_unstartable", "", $"{path} cannot be started: {Marshal.GetLastPInvokeErrorMessage()}.", "Give this user the right to run it, or install both programs anew.")],
            ExitCode.Broken);
    }

    private static async Task<int> StartAsync(string path, string[] handedOn)
    {
        using Process server = Process.Start(path, handedOn);
        await server.WaitForExitAsync(CancellationToken.None); // Ctrl-C reaches it by itself, and it ends in its own time
        return server.ExitCode;
    }

    /// <summary>Beside this program where it is installed; in the project's own folder of a build tree.</summary>
    private string? Find()
    {
        string file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        bool built = Path.GetFileName(Path.GetDirectoryName(here)) == typeof(ServerVerb).Assembly.GetName().Name;
        string[] places = [Path.Combine(here, file), .. built ? [Path.Combine(here, "..", "..", project, Path.GetFileName(here), file)] : Array.Empty<string>()];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists);
    }

    // Answers only when it fails.
    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Execute(string path, string?[] arguments);
}
