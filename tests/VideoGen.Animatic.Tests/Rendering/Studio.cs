using System.Diagnostics;
using System.Runtime.Versioning;
using VideoGen.Animatic.Encoding;
using VideoGen.Animatic.Rendering;

namespace VideoGen.Animatic.Tests.Rendering;

/// <summary>A temporary folder with stills drawn on the spot, and the tools to look at clips.</summary>
internal sealed class Studio : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("animatic-test");

    public static string Program { get; } = FfmpegProgram.Find(null) ?? throw new InvalidOperationException("These tests need ffmpeg. " + FfmpegProgram.Remedy);

    public string Folder => _folder.FullName;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>SHA-256 of a file of this folder, lowercase hex.</summary>
    public string Sha256(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path(name))));

    /// <summary>A still with a white disc of a third of the shorter side in its middle, on grey.</summary>
    public string Disc(string name, int width, int height)
    {
        double radius = Math.Min(width, height) / 6.0;
        File.WriteAllBytes(Path(name), GreyPng.Of(width, height, (x, y) => double.Hypot(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0) < radius ? (byte)250 : (byte)60));
        return Path(name);
    }

    /// <summary>Any picture that ffmpeg can draw.</summary>
    public string Draw(string name, string source, params string[] more)
    {
        Run(Program, ["-loglevel", "error", "-y", "-f", "lavfi", "-i", source, .. more, "-frames:v", "1", $"file:{Path(name)}"]);
        return Path(name);
    }

    public async Task<AnimaticClip> RenderAsync(string name, AnimaticSpec spec)
    {
        using var renderer = new AnimaticRenderer();
        return await renderer.RenderAsync(spec, Path(name));
    }

    public string Probe(string name, string entries) =>
        Run(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Program)!, "ffprobe"), ["-v", "error", "-count_frames", "-show_entries", entries, "-of", "default=nw=1", $"file:{Path(name)}"]);

    /// <summary>Luma of one frame.</summary>
    public byte[] Luma(string name, int frame, int width, int height)
    {
        string raw = Path($"{name}.{frame}.gray");
        Run(Program, ["-loglevel", "error", "-y", "-i", $"file:{Path(name)}", "-vf", $"select=eq(n\\,{frame}),format=gray", "-frames:v", "1", "-f", "rawvideo", $"file:{raw}"]);
        byte[] luma = File.ReadAllBytes(raw);
        luma.Length.ShouldBe(width * height);
        return luma;
    }

    public static string Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output + errors.Result : throw new InvalidOperationException($"{program}: {errors.Result}");
    }

    /// <summary>A program that stands in for ffmpeg: a shell script that may call the real one as "$REAL".</summary>
    [UnsupportedOSPlatform("windows")]
    public string Shim(string name, string script)
    {
        string path = Path(name);
        File.WriteAllText(path, $"#!/bin/sh\nREAL='{Program}'\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
