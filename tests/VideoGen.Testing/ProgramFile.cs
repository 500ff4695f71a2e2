namespace VideoGen.Testing;

/// <summary>
/// Where a program lies that tests start: among the published ones, where the variable <c>TEST_PROGRAMS</c> names their folder (as
/// <c>./test</c> does), else as it was built with the tests.
/// </summary>
public static class ProgramFile
{
    /// <summary>Path of the command line.</summary>
    public static string Videogen { get; } = Of("VideoGen.Cli", "videogen");

    /// <summary>Path of the server.</summary>
    public static string Server { get; } = Of("VideoGen.Server", "videogen-server");

    /// <summary>Path of the simulator of fal.ai.</summary>
    public static string FalSimulator { get; } = Of("VideoGen.FalSimulator", "videogen-fal-simulator");

    /// <summary>Path of the simulators of OpenRouter and Runway.</summary>
    public static string Simulators { get; } = Of("VideoGen.Simulators", "videogen-simulators");

    private static string Of(string project, string program)
    {
        string here = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string folder = Environment.GetEnvironmentVariable("TEST_PROGRAMS") is { Length: > 0 } published ? published : Path.Combine(here, "..", "..", project, Path.GetFileName(here));
        return Path.GetFullPath(Path.Combine(folder, program));
    }
}
