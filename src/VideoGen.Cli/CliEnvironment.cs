using System.Collections.Immutable;
using System.Text;
using VideoGen.Host.Configuration;

namespace VideoGen.Cli;

/// <summary>The terminal, folder, environment and clock that a call runs in.</summary>
internal sealed record CliEnvironment
{
    /// <summary>Takes the result.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Takes progress and hints.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What <c>-</c> reads.</summary>
    public required Stream Input { get; init; }

    /// <summary>True when a person sees the result as it is written.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>True when a person sees progress and hints as they are written.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>What a stream is as wide as that nobody sees: nothing is wrapped there, for programs and searches.</summary>
    public const int Unlimited = 100_000;

    /// <summary>Columns of the result, 20 or more.</summary>
    public int Width { get; init; } = Unlimited;

    /// <summary>Columns of progress and hints, 20 or more.</summary>
    public int ErrorWidth { get; init; } = Unlimited;

    /// <summary>Environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Folder that relative paths start from; absolute.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True where colours are welcome (<c>NO_COLOR</c> unset, not a dumb terminal).</summary>
    public bool Colors => !IsSet("NO_COLOR") && !IsDumb;

    /// <summary>True where a terminal only takes lines, one after the other.</summary>
    public bool IsDumb => Environment.GetValueOrDefault("TERM") == "dumb";

    /// <summary>The environment of this process.</summary>
    public static CliEnvironment OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        bool terminal = !Console.IsOutputRedirected;
        bool errorTerminal = !Console.IsErrorRedirected;
        SettingsSources sources = SettingsSources.OfProcess(null);
        return new CliEnvironment
        {
            Output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true },
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true }),
            Input = Console.OpenStandardInput(),
            OutputIsTerminal = terminal,
            ErrorIsTerminal = errorTerminal,
            Width = WidthOf(terminal, sources.Environment),
            ErrorWidth = WidthOf(errorTerminal, sources.Environment),
            Environment = sources.Environment,
            WorkingFolder = sources.WorkingFolder,
        };
    }

    private static int WidthOf(bool terminal, IReadOnlyDictionary<string, string> environment)
    {
        if (terminal && Console.WindowWidth is > 0 and int columns)
        {
            return Math.Max(columns, 20);
        }

        return int.TryParse(environment.GetValueOrDefault("COLUMNS"), out int told) && told >= 20 ? told : terminal ? 120 : Unlimited;
    }

    private bool IsSet(string name) => Environment.TryGetValue(name, out string? value) && value.Length > 0;
}
