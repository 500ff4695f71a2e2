using System.Diagnostics;
using System.Text;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.ForeignCms.Tests;

/// <summary>
/// The project of <c>Project/</c> with the plugin in it, as a stranger has it: packed out of bare sources, installed from the tarball. Made once
/// for all tests, with the packages that the repository's own CMS has installed.
/// </summary>
internal static class StrangersProject
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);
    private static readonly TestFolder Home = new();

    /// <summary>Folder of the project.</summary>
    public static Task<string> FolderAsync() => Made.Value;

    /// <summary>The tarball.</summary>
    public static async Task<string> PackageAsync()
    {
        await FolderAsync();
        return Directory.EnumerateFiles(Home.Path, "*.tgz").ShouldHaveSingleItem();
    }

    /// <summary>Runs a program and answers what it printed; a bad end fails unless it is expected.</summary>
    public static async Task<string> RunAsync(string folder, IEnumerable<KeyValuePair<string, string>> environment, bool mayFail, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        var said = new StringBuilder();
        using var process = new Process { StartInfo = start };
        void Hear(string? line)
        {
            lock (said)
            {
                said.AppendLine(line);
            }
        }

        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync().WaitAsync(Patience);
        (mayFail || process.ExitCode == 0).ShouldBeTrue($"{string.Join(' ', command)} ended with {process.ExitCode}\n{said}");
        return said.ToString();
    }

    private static async Task<string> MakeAsync()
    {
        await CmsApp.ReadyAsync();
        string packages = Path.Combine(CmsApp.Packages, "node_modules");

        // As a fresh checkout has it: sources only. The compiler is found in the workspace, as after npm ci.
        string plugin = Home["workspace/plugin"];
        Copy(Path.Combine(CmsApp.Packages, "plugin"), plugin);
        File.CreateSymbolicLink(Home["workspace/node_modules"], packages);
        await RunAsync(plugin, [], mayFail: false, "npm", "pack", "--silent", "--pack-destination", Home.Path);

        string project = Home["project"];
        Copy(Path.Combine(GoldenFile.Repository, "tests", "VideoGen.ForeignCms.Tests", "Project"), project);
        string package = Directory.EnumerateFiles(Home.Path, "*.tgz").ShouldHaveSingleItem();
        await RunAsync(project, [], mayFail: false, "npm", "install", "--no-save", "--offline", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", package);
        foreach (string folder in Directory.EnumerateDirectories(packages).Where(f => Path.GetFileName(f) is not ("payload-plugin-videogen" or "videogen-cms" or ".bin")))
        {
            string[] linked = Path.GetFileName(folder)[0] == '@' ? Directory.GetDirectories(folder) : [folder];
            foreach (string one in linked)
            {
                string place = Path.Combine(project, "node_modules", Path.GetRelativePath(packages, one));
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.CreateSymbolicLink(place, one);
            }
        }

        return project;
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(from, file);
            if (name.Split(Path.DirectorySeparatorChar)[0] is "dist" or "node_modules")
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(file, Path.Combine(to, name));
        }
    }
}
