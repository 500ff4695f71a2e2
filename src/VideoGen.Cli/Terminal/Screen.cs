using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace VideoGen.Cli.Terminal;

/// <summary>
/// Where results for people are written: colours only on a terminal that welcomes them, tables where there is room for them. Text is
/// never read as markup.
/// </summary>
internal sealed class Screen
{
    /// <summary>Below this width tables are written as lists.</summary>
    private const int RoomForTables = 96;

    private readonly TextWriter _writer;
    private readonly IAnsiConsole _console;

    /// <summary>A screen over a writer.</summary>
    public Screen(TextWriter writer, bool terminal, bool colors, bool dumb, int width)
    {
        bool ansi = terminal && !dumb && colors;
        _writer = writer;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ansi ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new FixedWidthOutput(writer, terminal, width),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        _console.Profile.Capabilities.Unicode = !dumb;
        _console.Profile.Width = width;
    }

    /// <summary>True where a table of many columns has room.</summary>
    public bool IsWide => _console.Profile.Width >= RoomForTables;

    /// <summary>Writes an empty line.</summary>
    public void Gap() => _writer.WriteLine();

    /// <summary>Writes a line that wraps at the screen's edge.</summary>
    public void Line(string text, Style? style = null) => WriteLines(Wrapping.Lines(text, _console.Profile.Width), 0, style);

    /// <summary>Writes a heading with an empty line before it.</summary>
    public void Heading(string text)
    {
        Gap();
        Line(text, Styles.Heading);
    }

    /// <summary>Writes a line that never wraps, so that a path in it can be copied.</summary>
    public void Unwrapped(string text) => _writer.WriteLine(text);

    /// <summary>Writes a paragraph indented behind a sign: <c>· text</c>.</summary>
    public void Item(string sign, string text, Style? signStyle = null, int indent = 0)
    {
        _writer.Write(new string(' ', indent));
        Styled(sign, signStyle);
        _writer.Write(' ');
        int column = indent + Wrapping.WidthOf(sign) + 1;
        WriteLines(Wrapping.Lines(text, _console.Profile.Width - column), column);
    }

    /// <summary>Writes rows of names and values, the values aligned.</summary>
    public void Facts(IEnumerable<(string Name, string Value)> facts, int indent = 0)
    {
        (string Name, string Value)[] all = [.. facts];
        int names = all.Max(f => Wrapping.WidthOf(f.Name));
        foreach ((string name, string value) in all)
        {
            _writer.Write(new string(' ', indent));
            Styled(name, Styles.Quiet);
            _writer.Write(new string(' ', names - Wrapping.WidthOf(name) + 2));
            int column = indent + names + 2;
            WriteLines(Wrapping.Lines(value, _console.Profile.Width - column), column);
        }
    }

    /// <summary>Writes anything Spectre can draw.</summary>
    public void Write(IRenderable drawing) => _console.Write(drawing);

    // The cursor stands at the column where the text begins.
    private void WriteLines(IReadOnlyList<string> lines, int column, Style? style = null)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            _writer.Write(new string(' ', i == 0 || lines[i].Length == 0 ? 0 : column));
            Styled(lines[i], style);
            _writer.WriteLine();
        }
    }

    private void Styled(string text, Style? style)
    {
        if (style is null)
        {
            _writer.Write(text);
        }
        else
        {
            _console.Write(new Unbroken(text, style.Value));
        }
    }

    // Text as it is, however wide the screen is.
    private sealed class Unbroken(string text, Style style) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text, style)];
    }

    private sealed class FixedWidthOutput(TextWriter writer, bool terminal, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => terminal;

        public int Width => width;

        public int Height => 50;

        public void SetEncoding(Encoding encoding)
        {
            // The writer's encoding is UTF-8 from the start.
        }
    }
}
