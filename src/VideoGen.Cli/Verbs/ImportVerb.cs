using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Import;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen import</c>: makes a request of a storyboard that was written elsewhere. Writes nothing but the request, to stdout.</summary>
/// <param name="context">The call.</param>
/// <param name="source">A file, or a folder of pictures.</param>
/// <param name="columns">Columns of a table and their fields, as <c>HEADING=FIELD</c>.</param>
/// <param name="options">The rest of what the source does not say itself; its folder of stills may be relative.</param>
internal sealed class ImportVerb(VerbContext context, string source, ImmutableArray<string> columns, ImportOptions options)
{
    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync()
    {
        string[] unread = [.. columns.Where(c => c.LastIndexOf('=') < 1 || c.EndsWith('='))];
        if (unread.Length > 0)
        {
            return context.Refuse([.. unread.Select(c => new Problem(ImportCodes.ColumnMissing, "", $"--map {c} names no column and field.", "Write --map \"HEADING=FIELD\", such as --map \"Shot size=camera_notes\"."))]);
        }

        string folder = context.Environment.WorkingFolder;
        ImportOptions absolute = options with
        {
            Columns = [.. columns.Select(c => (c[..c.LastIndexOf('=')].Trim(), c[(c.LastIndexOf('=') + 1)..].Trim()))],
            Images = options.Images is { } images ? Path.GetFullPath(images, folder) : null,
        };

        // A reader of a long text cannot be interrupted; whoever waits for it can.
        ImportResult result = await Task.Run(() => StoryboardImport.Read(Path.GetFullPath(source, folder), absolute), context.Interrupted).WaitAsync(context.Interrupted);
        foreach (string note in result.Notes)
        {
            context.Hints.Item("·", PlainText.Line(note), Styles.Quiet);
        }

        if (result is not ImportResult.Imported { Request: var request })
        {
            return context.Refuse(((ImportResult.Refused)result).Problems);
        }

        context.WriteJson(JsonSerializer.SerializeToNode(request, WireJson.Default.SynthesisRequest)!);
        return ExitCode.Done;
    }
}
