namespace VideoGen.Animatic.Encoding;

/// <summary>Finds the ffmpeg program.</summary>
internal static class FfmpegProgram
{
    /// <summary>Environment variable with the path of the program.</summary>
    public const string Variable = "VIDEOGEN_FFMPEG";

    /// <summary>What to tell someone who has no usable ffmpeg.</summary>
    public const string Remedy = $"Install it with `apt-get install ffmpeg` or set {Variable} to its path.";

    /// <summary>The program: as configured, as the environment says, or from PATH; null when there is none.</summary>
    /// <param name="configured">Path from the options; null or empty for none.</param>
    public static string? Find(string? configured)
    {
        string? named = string.IsNullOrWhiteSpace(configured) ? Environment.GetEnvironmentVariable(Variable) : configured;
        if (!string.IsNullOrWhiteSpace(named))
        {
            return named.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? (File.Exists(named) ? Path.GetFullPath(named) : null) : OnPath(named);
        }

        return OnPath("ffmpeg");
    }

    private static string? OnPath(string name)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name] : [name];
        return folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }
}
