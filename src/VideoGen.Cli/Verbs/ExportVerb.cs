using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using VideoGen.Cli.Output;
using VideoGen.Cli.Tables;
using VideoGen.Contract;
using VideoGen.Exports;
using VideoGen.Files;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen export</c>: a request, an episode or a project as an editor takes it.</summary>
/// <param name="context">The call.</param>
/// <param name="members">What is exported, as it was given.</param>
/// <param name="file">Where the document goes; null for the output.</param>
/// <param name="clips">Folder for copies of the clips, which the document then names; null leaves them where they are stored.</param>
internal sealed class ExportVerb(VerbContext context, IEnumerable<(string Name, string? Value)> members, string? file, string? clips)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The form that the name of a file asks for, <c>otio</c> without a file or an ending; null for an ending that is none of a form.</summary>
    public static string? FormatOf(string? file) => Path.GetExtension(file)?.ToLowerInvariant() switch
    {
        ".fcpxml" => "fcpxml",
        ".edl" => "edl",
        ".csv" => "csv",
        null or "" or ".otio" => "otio",
        _ => null,
    };

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync() => ExportQueryReader.Read(members, out Refusal? wrong) is { } query
        ? await context.WithAgentAsync(async (agent, _) => await agent.Exports.ExportAsync(query, View(query.Format), context.Interrupted) switch
        {
            Answer<ExportedFilm>.Given { Value: var film } => await WriteAsync(agent, film),
            Answer<ExportedFilm>.Refused { Refusal: var refusal } => context.Refuse(refusal),
            _ => throw new UnreachableException("A film is exported or refused."),
        })
        : context.Refuse(wrong!);

    private ExportView View(ExportFormat format) => ExportView.Local with
    {
        Address = clips is null ? ExportView.Local.Address : (_, name) => AddressOf(Path.Combine(Absolute(clips), name), format),
    };

    // Final Cut wants whole addresses; elsewhere those beside the document survive a move of both.
    private string AddressOf(string clip, ExportFormat format) => file is null || format is ExportFormat.Fcpxml or ExportFormat.FcpxmlPlain
        ? new Uri(clip).AbsoluteUri
        : string.Join('/', Path.GetRelativePath(Path.GetDirectoryName(Absolute(file))!, clip).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));

    private async Task<int> WriteAsync(IAgent agent, ExportedFilm film)
    {
        if (clips is not null && FaultOf(clips) is { } unusable)
        {
            return context.Refuse([unusable], ExitCode.Broken);
        }

        ImmutableArray<Problem> problems = clips is null ? [] : await CopyAsync(agent, film.Clips, Absolute(clips));
        if (file is null)
        {
            context.Environment.Output.Write(film.Text);
        }
        else
        {
            try
            {
                await OutFile.WriteAsync(Absolute(file), isPrivate: false, target => target.WriteAsync(Utf8.GetBytes(film.Text)).AsTask(), context.Interrupted);
                context.Hints.Line($"{file}: {film.Clips.Length} clips named.");
            }
            catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
            {
                problems = problems.Add(new Problem("out_unwritable", "", $"{file} cannot be written: {denied.Message}", "Give the name of a file in a folder that exists and can be written."));
            }
        }

        foreach (string notice in film.Notices)
        {
            context.Hints.Line($"Note: {notice}");
        }

        Notices.Problems(context.Hints, problems);
        return problems.IsEmpty ? ExitCode.Done : ExitCode.Broken;
    }

    // Known before the document names what would not be there.
    private Problem? FaultOf(string folder)
    {
        try
        {
            Directory.CreateDirectory(Absolute(folder));
            return null;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            string reason = File.Exists(Absolute(folder)) ? "it is a file." : denied.Message;
            return new Problem("out_unwritable", "", $"The folder {folder} of --clips cannot be made: {reason}", "Give --clips a folder that exists or can be made, and export again.");
        }
    }

    private async Task<ImmutableArray<Problem>> CopyAsync(IAgent agent, ImmutableArray<ExportedClip> named, string folder)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach ((Job job, string name) in named)
        {
            string target = Path.Combine(folder, name);
            try
            {
                if (!File.Exists(target))
                {
                    await agent.FetchClipAsync(job, target, context.Interrupted);
                }
                else if (!FileHash.Matches(target, job.Clip!.Sha256))
                {
                    problems.Add(new Problem("clip_not_copied", "", $"{target} is there and is another file.", "Move it away, or give another folder, and export again."));
                }
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or HttpRequestException)
            {
                problems.Add(new Problem("clip_not_copied", "", $"{name} could not be put into {folder}: {failed.Message}", $"Its address is {job.Clip!.Address}. Export again once it can be read."));
            }
        }

        return problems.ToImmutable();
    }

    private string Absolute(string path) => Path.GetFullPath(path, context.Environment.WorkingFolder);
}
