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
    public void Line(string text, Style? style = null) => _console.Write(new Padder(new Text(text, style), new Padding(0)));

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
        var grid = new Grid { Expand = false }
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(indent, 0, 1, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        grid.AddRow(new Text(sign, signStyle), new Text(text));
        _console.Write(grid);
    }

    /// <summary>Writes rows of names and values, the values aligned.</summary>
    public void Facts(IEnumerable<(string Name, string Value)> facts, int indent = 0)
    {
        var grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(indent, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        foreach ((string name, string value) in facts)
        {
            grid.AddRow(new Text(name, Styles.Quiet), new Text(value));
        }

        _console.Write(grid);
    }

    /// <summary>Writes anything Spectre can draw.</summary>
    public void Write(IRenderable drawing) => _console.Write(drawing);

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
