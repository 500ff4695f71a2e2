using System.Diagnostics.CodeAnalysis;

namespace VideoGen.Server;

/// <summary>The arguments of <c>videogen-server</c>, which are few: what it does stands in its settings.</summary>
internal static class ServerArguments
{
    /// <summary>What <c>--help</c> shows.</summary>
    public const string Usage = """
        Usage: videogen-server [--settings FILE]   (also: videogen serve [--settings FILE])

        Everything else is a setting: the port is server.port (VIDEOGEN_SERVER_PORT), the address server.address (VIDEOGEN_SERVER_ADDRESS).
        """;

    /// <summary>True where somebody asks how to call it.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    public static bool AskForHelp(string[] arguments) => arguments is ["--help" or "-h" or "-?"];

    /// <summary>Reads them.</summary>
    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="file">The settings file; null where none is given.</param>
    /// <param name="problem">What is wrong with them, in words.</param>
    /// <returns>False for arguments that would have no effect: whoever gave them believes that they have.</returns>
    public static bool TryRead(string[] arguments, out string? file, [NotNullWhen(false)] out string? problem)
    {
        (string? File, string? Problem) read = arguments switch
        {
            [] => (null, null),
            ["--settings", var given] => (given, null),
            [var joined] when joined.StartsWith("--settings=", StringComparison.Ordinal) => (joined["--settings=".Length..], null),
            ["--settings", _, var other, ..] => (null, Unknown(other)),
            ["--settings"] => (null, $"--settings needs a file.\n{Usage}"),
            [var other, ..] => (null, Unknown(other)),
        };
        (file, problem) = read;
        return problem is null;
    }

    private static string Unknown(string argument) => $"The server has no argument '{argument}'.\n{Usage}";
}
