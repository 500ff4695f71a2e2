using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Cli.ContactSheet;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Delivery;
using VideoGen.Files;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cli.Output;

/// <summary>The folder of <c>--out</c>: clips, frame pictures, <c>answer.json</c> and the contact sheet <c>index.html</c>.</summary>
internal sealed class OutFolder(string path)
{
    private const string AnswerName = "answer.json";
    private const string FramesName = "frames";

    private readonly Dictionary<(string Request, string Segment), string> _clips = [];
    private readonly List<Problem> _problems = [];
    private bool _isMade;

    /// <summary>The contact sheet.</summary>
    public string SheetPath => Path.Combine(path, "index.html");

    /// <summary>True once the contact sheet is written.</summary>
    public bool HasSheet { get; private set; }

    /// <summary>
    /// Makes the folder and writes to it, before anything is ordered: who finds out afterwards orders, and pays, once more. Null when it can be filled.
    /// </summary>
    public Problem? Probe()
    {
        try
        {
            if (Directory.Exists(AnswerPath) || Directory.Exists(SheetPath) || File.Exists(FramesPath))
            {
                throw new IOException("what is in it has the name of a file or folder that would be put there.");
            }

            _isMade = !Directory.Exists(path);
            Directory.CreateDirectory(path);
            string probe = Path.Combine(path, $".videogen-{Environment.ProcessId}");
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose))
            {
                file.WriteByte(0);
            }

            foreach (string there in ((string[])[AnswerPath, SheetPath]).Where(File.Exists))
            {
                using var file = new FileStream(there, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            }

            return null;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return new Problem("out_unusable", "", $"Nothing can be put into --out {path}: {denied.Message}", "Give another folder, or the right to write there. Nothing was ordered.");
        }
    }

    /// <summary>Removes what <see cref="Probe"/> made, where nothing came of the call.</summary>
    public void Withdraw()
    {
        try
        {
            if (_isMade && !Directory.EnumerateFileSystemEntries(path).Any())
            {
                Directory.Delete(path);
            }
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // An empty folder is in nobody's way.
        }
    }

    private string AnswerPath => Path.Combine(path, AnswerName);

    private string FramesPath => Path.Combine(path, FramesName);

    /// <summary>Files of a request's clips by segment id.</summary>
    public IReadOnlyDictionary<string, string> FilesOf(string requestId) =>
        _clips.Where(c => c.Key.Request == requestId).ToDictionary(c => c.Key.Segment, c => Path.Combine(path, c.Value), StringComparer.Ordinal);

    /// <summary>Writes everything; says what could not be written, and goes on without it.</summary>
    /// <param name="agent">Knows clips, plans and stills.</param>
    /// <param name="runs">What was run.</param>
    /// <param name="document">The result as JSON.</param>
    /// <param name="context">Takes the problems.</param>
    public async Task<int> FillAsync(IAgent agent, ImmutableArray<BatchRun> runs, JsonNode document, VerbContext context)
    {
        try
        {
            Directory.CreateDirectory(path);
            var sheets = ImmutableArray.CreateBuilder<SheetRequest>();
            foreach (BatchRun run in runs)
            {
                if (run.Answer is Answer<SynthesisAnswer>.Given { Value: var answer })
                {
                    sheets.Add(await GatherAsync(agent, answer));
                }
            }

            await File.WriteAllTextAsync(AnswerPath, CliJson.Write(document) + "\n", CancellationToken.None);
            await File.WriteAllTextAsync(SheetPath, SheetPage.Write(sheets.ToImmutable()), CancellationToken.None);
            HasSheet = true;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new Problem("out_unwritable", "", $"{path} cannot be written: {denied.Message}", HowToFetch(runs)));
        }

        if (_problems.Count == 0)
        {
            return ExitCode.Done;
        }

        Tables.Notices.Problems(context.Hints, [.. _problems]);
        return ExitCode.Broken;
    }

    private static string HowToFetch(ImmutableArray<BatchRun> runs)
    {
        string[] fetch = [.. runs.Select(r => r.Answer).OfType<Answer<SynthesisAnswer>.Given>().Select(a => $"'videogen export {a.Value.RequestId} --clips DIR'")];
        return fetch.Length == 0
            ? "Free some space, or give another folder."
            : $"The clips are safe in the media store; do not order them again. Free some space, or take another folder, and fetch them: {string.Join(", ", fetch)}.";
    }

    private async Task<SheetRequest> GatherAsync(IAgent agent, SynthesisAnswer answer)
    {
        RequestRecord? record = await agent.FindRequestAsync(answer.RequestId, CancellationToken.None);
        ImmutableArray<Job> jobs = await agent.ListJobsAsync(answer.RequestId, CancellationToken.None);
        foreach (VideoSegment segment in answer.VideoSegments)
        {
            await PutClipAsync(agent, answer.RequestId, segment);
        }

        return new SheetRequest(
            answer,
            record,
            answer.VideoSegments
                .Where(s => _clips.ContainsKey((answer.RequestId, s.SegmentId)))
                .ToImmutableDictionary(s => s.SegmentId, s => _clips[(answer.RequestId, s.SegmentId)]),
            jobs.SelectMany(j => j.Stills).DistinctBy(s => s.FrameId).Select(s => (s.FrameId, File: PutStill(s)))
                .Where(s => s.File is not null).ToImmutableDictionary(s => s.FrameId, s => s.File!))
        {
            CameraNotes = jobs.SelectMany(j => j.FrameIds.Zip(j.CameraNotes)).Where(n => n.Second.Length > 0)
                .DistinctBy(n => n.First).ToImmutableDictionary(n => n.First, n => n.Second),
        };
    }

    private async Task PutClipAsync(IAgent agent, string requestId, VideoSegment segment)
    {
        string name = NameOf(segment);
        for (int number = 2; _clips.ContainsValue(name); number++)
        {
            name = $"{Path.GetFileNameWithoutExtension(NameOf(segment))}_{number}{EndingOf(segment)}";
        }

        string target = Path.Combine(path, name);
        string? stored = segment.MediaStatus is MediaStatus.Stored && Uri.TryCreate(segment.VideoUrl, UriKind.Absolute, out Uri? address) && address.IsFile
            ? FileAddress.PathOf(address)
            : null;
        try
        {
            if (stored is not null)
            {
                ProvedCopy.Put(stored, target, segment.Sha256);
            }
            else
            {
                await agent.FetchClipAsync(segment, target, CancellationToken.None);
            }

            _clips[(requestId, segment.SegmentId)] = name;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            _problems.Add(new Problem("clip_not_copied", "", $"{segment.SegmentId} could not be put into {path}: {failed.Message}", WayOut(segment, stored)));
        }
    }

    private static string WayOut(VideoSegment segment, string? stored)
    {
        try
        {
            if (stored is not null && FileHash.Matches(stored, segment.Sha256))
            {
                return $"The clip itself is safe: {segment.VideoUrl}";
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Then it is not known to be safe.
        }

        return segment.MediaStatus is MediaStatus.Stored
            ? $"Its address is {segment.VideoUrl}. Where the stored clip was changed or deleted, run 'videogen redeliver {segment.ProviderMetadata.JobId}': it is fetched anew and not paid again; a changed file stays as it is."
            : $"The clip is not in the media store yet; until then it is at {segment.VideoUrl}";
    }

    private static string NameOf(VideoSegment segment) => segment.Take == 1
        ? $"segment_{segment.SceneNumber}_{segment.ShotOrder}{EndingOf(segment)}"
        : $"segment_{segment.SceneNumber}_{segment.ShotOrder}_take{segment.Take}{EndingOf(segment)}";

    private static string EndingOf(VideoSegment segment) => ClipContainer.OfPath(segment.VideoUrl.Split('?')[0]).Extension;

    private string? PutStill(Frames.FrameStill still)
    {
        string extension = still.MediaType switch
        {
            "image/png" => "png",
            "image/webp" => "webp",
            _ => "jpg",
        };
        string name = $"{FileNames.Of(still.FrameId)}_{still.Sha256[..Math.Min(8, still.Sha256.Length)]}.{extension}";
        Directory.CreateDirectory(FramesPath);
        try
        {
            ProvedCopy.Put(still.LocalPath, Path.Combine(FramesPath, name), still.Sha256);
            return $"{FramesName}/{name}";
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new Problem("still_not_copied", "", $"The still of {still.FrameId} could not be put into {path}: {failed.Message}", "The clips do not depend on it; the contact sheet goes without it."));
            return null;
        }
    }
}
