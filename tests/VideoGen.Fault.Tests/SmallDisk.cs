using System.Diagnostics;
using System.Globalization;

namespace VideoGen.Fault.Tests;

/// <summary>
/// A real disk of a size of its own, mounted where a folder is: in a namespace of mounts that the test makes, and where the test is not the
/// superuser, in a namespace of users too. Programs that a test starts "on" it see it; nothing else of the machine does.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly Process _holder;
    private readonly bool _isSuperuser;
    private readonly string _folder;

    private SmallDisk(Process holder, bool isSuperuser, string folder) => (_holder, _isSuperuser, _folder) = (holder, isSuperuser, folder);

    /// <summary>Words before a program that shall see the disk.</summary>
    public string[] Enter =>
    [
        "nsenter", "--target", _holder.Id.ToString(CultureInfo.InvariantCulture), "--mount", .. _isSuperuser ? Array.Empty<string>() : ["--user", "--preserve-credentials"],
    ];

    /// <summary>Where this process finds what those programs see under a path.</summary>
    public string Root => $"/proc/{_holder.Id}/root";

    /// <summary>Mounts a disk.</summary>
    /// <param name="folder">Where; made here.</param>
    /// <param name="mount">How: shell words that mount something on <c>"$1"</c>.</param>
    public static async Task<SmallDisk> MountAsync(string folder, string mount)
    {
        Directory.CreateDirectory(folder);
        bool isSuperuser = (await OutputAsync("id", "-u")).Trim() == "0";
        string[] apart = isSuperuser ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
        var start = new ProcessStartInfo("unshare", [.. apart, "--propagation", "private", "sh", "-c", $"{mount} && echo mounted && exec cat", "sh", folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process holder = Process.Start(start)!;
        string? said = await holder.StandardOutput.ReadLineAsync();
        if (said != "mounted")
        {
            throw new InvalidOperationException($"No disk could be mounted (unshare and mount, as the superuser or with user namespaces): {await holder.StandardError.ReadToEndAsync()}");
        }

        return new SmallDisk(holder, isSuperuser, folder);
    }

    /// <summary>A disk in memory.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="size">Its size, as tmpfs takes it: <c>64k</c>.</param>
    public static Task<SmallDisk> OfSizeAsync(string folder, string size) => MountAsync(folder, $"mount -t tmpfs -o size={size},mode=0755 videogen \"$1\"");

    /// <summary>Changes how it is mounted.</summary>
    /// <param name="options">Options: <c>ro</c>, <c>rw</c>, <c>size=64m</c>.</param>
    public async Task RemountAsync(string options)
    {
        using Process mount = Process.Start(new ProcessStartInfo(Enter[0], [.. Enter[1..], "mount", "-o", $"remount,{options}", _folder]) { RedirectStandardError = true, UseShellExecute = false })!;
        string said = await mount.StandardError.ReadToEndAsync();
        await mount.WaitForExitAsync();
        mount.ExitCode.ShouldBe(0, said);
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close(); // the namespace, and with it the disk, goes with the last process in it
        await _holder.WaitForExitAsync().WaitAsync(TestMachine.Patience);
        _holder.Dispose();
    }

    private static async Task<string> OutputAsync(string program, string argument)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }
}
