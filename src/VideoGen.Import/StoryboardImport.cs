using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Import.Shots;
using VideoGen.Import.Sources;

namespace VideoGen.Import;

/// <summary>
/// Makes a request of a storyboard that was written elsewhere: a table (CSV, TSV), a Markdown page, a screenplay in Fountain, or a folder of
/// pictures. Reads only; every problem is reported at once, and nothing is taken for something without a note.
/// </summary>
public static class StoryboardImport
{
    private const int MostListed = 5;

    /// <summary>Reads a storyboard.</summary>
    /// <param name="path">Absolute path of the file or folder.</param>
    /// <param name="options">What the source does not say itself.</param>
    public static ImportResult Read(string path, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var findings = new Findings();
        try
        {
            return Read(path, options, findings);
        }
        catch (Exception e) when (e is System.Text.RegularExpressions.RegexMatchTimeoutException or ArgumentException or NotSupportedException)
        {
            // Readers give up on lines of megabytes and on lists in lists without end.
            findings.Problem(ImportCodes.SourceUnreadable, "", $"{path} holds a text that is too long or too deeply nested to be read.", "Give each shot a row, an item or a paragraph of its own.");
            return new ImportResult.Refused(findings.Problems) { Notes = findings.Notes };
        }
    }

    private static ImportResult Read(string path, ImportOptions options, Findings findings)
    {
        bool isFolder = Directory.Exists(path);
        ImmutableArray<SourceShot> sources = Sources(path, isFolder, options, findings);
        string folder = isFolder ? path : options.Images ?? Path.GetDirectoryName(path)!;
        if (!isFolder && options.Images is not null && !Directory.Exists(folder))
        {
            findings.Problem(ImportCodes.SourceUnreadable, "", $"There is no folder {folder}.", "Give the folder of the stills with --images.");
        }

        ImmutableArray<Shot> shots = new ShotReader(options, new StillFinder(folder, byName: !isFolder && options.Images is not null, findings), findings).Read(sources);
        if (sources.IsEmpty && !findings.AnyProblem)
        {
            findings.Problem(ImportCodes.SourceEmpty, "", $"There is no shot in {path}.", "docs/import.md shows what a storyboard looks like.");
        }

        CheckGaps(shots, options, findings);
        NoteStills(shots, findings);
        return findings.AnyProblem
            ? new ImportResult.Refused(findings.Problems) { Notes = findings.Notes }
            : Checked(Request(shots, options), findings);
    }

    private static ImmutableArray<SourceShot> Sources(string path, bool isFolder, ImportOptions options, Findings findings)
    {
        if (isFolder)
        {
            return PictureFolder.Read(path, options, findings);
        }

        if (!File.Exists(path))
        {
            findings.Problem(ImportCodes.SourceUnreadable, "", $"There is no file or folder {path}.", "Give a storyboard as .csv, .tsv, .md or .fountain, or a folder of pictures.");
            return [];
        }

        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv" or ".tsv":
                return SourceText.Read(path, findings) is { } table && CsvSource.Read(table, findings) is { } read ? new TableShots(read, options, findings).Read() : [];
            case ".md" or ".markdown":
                return SourceText.Read(path, findings) is { } page ? MarkdownSource.Read(page, options, findings) : [];
            case ".fountain":
                return SourceText.Read(path, findings) is { } script ? FountainSource.Read(script, findings) : [];
            case var other:
                findings.Problem(
                    ImportCodes.SourceUnreadable, "", $"{path} is of no kind that can be read{(other.Length > 0 ? $" ({other})" : "")}.",
                    "Export the storyboard as .csv, .tsv, .md or .fountain, or give a folder of pictures.");
                return [];
        }
    }

    private static void CheckGaps(ImmutableArray<Shot> shots, ImportOptions options, Findings findings)
    {
        if (options.AllowGaps || findings.AnyProblem)
        {
            return;
        }

        if (NumberGaps.Of(shots.Select(s => s.Scene)) is { IsEmpty: false } scenes)
        {
            Skipped(shots.Where(s => s.Scene > scenes[0]).MinBy(s => s.Scene)!.Place, $"{(scenes.Length == 1 ? "Scene" : "Scenes")} {Listed(scenes)} {(scenes.Length == 1 ? "is" : "are")} missing between scene {shots[0].Scene} and scene {shots[^1].Scene}.");
        }

        foreach (IGrouping<int, Shot> scene in shots.GroupBy(s => s.Scene))
        {
            if (NumberGaps.Of(scene.Select(s => s.Order)) is { IsEmpty: false } missing)
            {
                Skipped(scene.First().Place, $"Scene {scene.Key} has no shot {Listed(missing)}.");
            }
        }

        void Skipped(string place, string message) => findings.Problem(ImportCodes.NumberSkipped, place, message, "Add what is missing, or give --allow-gaps if it is meant to be so.");
    }

    private static string Listed(ImmutableArray<int> numbers) =>
        numbers.Length > MostListed ? $"{string.Join(", ", numbers.Take(MostListed))} and {numbers.Length - MostListed} more" : string.Join(", ", numbers);

    private static void NoteStills(ImmutableArray<Shot> shots, Findings findings)
    {
        int without = shots.Count(s => s.Still is null);
        if (without > 0 && !findings.AnyProblem)
        {
            findings.Note($"{without} of {shots.Length} shots have no still: they are left out of the film unless video_settings.allow_text_to_video is true, or --images finds them.");
        }
    }

    private static SynthesisRequest Request(ImmutableArray<Shot> shots, ImportOptions options) => new()
    {
        GeneratedFrames =
        [
            .. shots.Where(s => s.Still is not null).Select(s => new GeneratedFrame { FrameId = s.Frame.FrameId, ImageUrl = s.Still, SceneNumber = s.Scene, ShotOrder = s.Order }),
        ],
        StoryboardFrames = [.. shots.Select(s => s.Frame)],
        ProjectContext = options.ProjectId is null && options.EpisodeId is null ? null : new ProjectContext { ProjectId = options.ProjectId, EpisodeId = options.EpisodeId },
    };

    // The request's own rules have the last word: lengths, names, repeated ids.
    private static ImportResult Checked(SynthesisRequest request, Findings findings)
    {
        byte[] json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.SynthesisRequest);
        ReadResult read = new RequestReader(json.Length + 1).Read(json, "/");
        bool onlyStills = read is ReadResult.Bad bad && bad.Problems.All(p => p.Code == ProblemCodes.FramesMissing);
        return read is ReadResult.Good || onlyStills
            ? new ImportResult.Imported(request) { Notes = findings.Notes }
            : new ImportResult.Refused(((ReadResult.Bad)read).Problems) { Notes = findings.Notes };
    }
}
