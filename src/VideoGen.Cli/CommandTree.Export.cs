using System.CommandLine;
using VideoGen.Cli.Verbs;
using VideoGen.Exports;

namespace VideoGen.Cli;

/// <content>What goes out to editors.</content>
internal sealed partial class CommandTree
{
    private Command Export()
    {
        Argument<string?> id = new("ID") { Description = "Request (req_…); without it --project.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> project = new("--project") { Description = "All of a project.", HelpName = "ID" };
        Option<string?> episode = new("--episode") { Description = "Of the project this episode alone.", HelpName = "ID" };
        Option<string?> format = new("--format") { Description = "The form (default: as the name of --out says, else otio).", HelpName = string.Join('|', ExportQueryReader.FormatNames) };
        Option<string?> rate = new("--rate") { Description = "Frames per second of the timeline, as 24, 23.976 or 24000/1001 (default: that of most clips).", HelpName = "N" };
        Option<string?> file = new("--out", "-o") { Description = "Write the document into a file instead of printing it.", HelpName = "FILE" };
        Option<string?> clips = new("--clips") { Description = "Copy the clips into a folder, and name them there.", HelpName = "DIR" };
        var command = new Command("export", "Write the timeline of a request, an episode or a project for an editor.") { id, project, episode, format, rate, file, clips };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(id) is null) == (result.GetValue(project) is null))
            {
                result.AddError(result.GetValue(id) is null ? "export needs ID, or --project ID." : "ID goes without --project.");
            }

            if (result.GetValue(episode) is not null && result.GetValue(project) is null)
            {
                result.AddError("--episode goes with --project.");
            }

            if (result.GetValue(file) is { } name && result.GetValue(format) is null && ExportVerb.FormatOf(name) is null)
            {
                result.AddError($"--out {name} has an ending that is none of a form (.otio, .fcpxml, .edl, .csv); name it with --format {string.Join('|', ExportQueryReader.FormatNames)}.");
            }
        });
        command.SetAction((call, _) => new ExportVerb(
            _open(call.GetValue(_settings), false),
            [
                (ExportQueryReader.Request, call.GetValue(id)), (ExportQueryReader.Project, call.GetValue(project)), (ExportQueryReader.Episode, call.GetValue(episode)),
                (ExportQueryReader.Format, call.GetValue(format) ?? ExportVerb.FormatOf(call.GetValue(file))), (ExportQueryReader.Rate, call.GetValue(rate)),
            ],
            call.GetValue(file), call.GetValue(clips)).RunAsync());
        return command;
    }
}
