using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>Joins stills and storyboard entries into frames and collects every problem on the way. Used once per request.</summary>
internal sealed partial class StoryboardAssembly(SynthesisRequest request, string? localFolder, Findings findings)
{
    private const string Stills = "/generated_frames";
    private const string Entries = "/storyboard_frames";

    private readonly ImmutableArray<string> _stillIds = [.. request.GeneratedFrames.Select(f => TextNormalizer.Normalize(f.FrameId))];
    private readonly ImmutableArray<string> _entryIds = [.. request.StoryboardFrames.Select(f => TextNormalizer.Normalize(f.FrameId))];
    private readonly List<Frame> _frames = [];
    private readonly List<(int? Scene, int? Shot, FrameReport Report)> _leftOut = [];
    private readonly RenderSettings _settings = RenderSettings.From(request.VideoSettings);

    public ReadResult Assemble(string inputHash)
    {
        CheckPathWord(request.ProjectContext?.ProjectId, "project_id");
        CheckPathWord(request.ProjectContext?.EpisodeId, "episode_id");
        CheckIds(_stillIds, Stills);
        CheckIds(_entryIds, Entries);
        JoinStills();
        JoinEntriesWithoutStill();
        RefuseSharedPositions();
        if (_frames.Count == 0 && !findings.HasProblems)
        {
            findings.Refuse(ProblemCodes.FramesMissing, Stills, "There is no frame to render.", "Send at least one still with its storyboard entry.");
        }

        return findings.HasProblems ? new ReadResult.Bad(findings.Problems, findings.Warnings) : new ReadResult.Good(Storyboard(inputHash));
    }

    private Storyboard Storyboard(string inputHash) => new()
    {
        Frames = [.. _frames.OrderBy(f => f.Scene).ThenBy(f => f.Shot)],
        LeftOut =
        [
            .. _leftOut.OrderBy(f => f.Scene ?? int.MaxValue).ThenBy(f => f.Shot ?? int.MaxValue).ThenBy(f => f.Report.FrameId, StringComparer.Ordinal)
                .Select(f => f.Report),
        ],
        Settings = _settings,
        ProjectId = request.ProjectContext?.ProjectId ?? "default",
        EpisodeId = request.ProjectContext?.EpisodeId ?? "default",
        TraceId = request.ProjectContext?.TraceId is { } trace ? TextNormalizer.Normalize(trace) : null,
        RequestKey = request.RequestKey,
        PlanHash = request.PlanHash,
        AnotherTake = request.AnotherTake ?? false,
        Wait = request.WaitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        InputHash = inputHash,
        Warnings = findings.Warnings,
    };

    // Clips lie in folders of these names, on whatever system the media store or a copy of it is kept.
    private void CheckPathWord(string? id, string member)
    {
        if (id is not null && FileNameRule.Broken(id) is { } rule)
        {
            findings.Refuse(ProblemCodes.WrongForm, $"/project_context/{member}", $"'{id}' cannot be the name of a folder everywhere: {rule}.", "Use another id.");
        }
    }

    private void CheckIds(ImmutableArray<string> ids, string list)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int index, string id) in ids.Index())
        {
            if (id.Length == 0)
            {
                findings.Refuse(ProblemCodes.WrongLength, $"{list}/{index}/frame_id", "The frame_id is blank.", "Give every frame an id of its own.");
            }
            else if (!seen.TryAdd(id, index))
            {
                findings.Refuse(ProblemCodes.FrameIdRepeated, $"{list}/{index}/frame_id", $"'{id}' stands here and at {list}/{seen[id]}.", "Give every frame an id of its own.");
            }
        }
    }

    private void JoinStills()
    {
        Dictionary<string, int> entries = _entryIds.Index().DistinctBy(e => e.Item).ToDictionary(e => e.Item, e => e.Index, StringComparer.Ordinal);
        foreach ((int index, GeneratedFrame still) in request.GeneratedFrames.Index())
        {
            string place = $"{Stills}/{index}";
            FrameImage? image = FrameImageReader.Read(still, place, localFolder, findings);
            if (entries.TryGetValue(_stillIds[index], out int entry))
            {
                Join(still, entry, image, place);
                continue;
            }

            findings.Refuse(
                ProblemCodes.StoryboardEntryMissing,
                $"{place}/frame_id",
                $"'{still.FrameId}' has no storyboard entry, so there is nothing to say about it.",
                $"Add an entry with this frame_id to {Entries}, or leave the still out.");
        }
    }

    private void JoinEntriesWithoutStill()
    {
        var stills = new HashSet<string>(_stillIds, StringComparer.Ordinal);
        foreach ((int index, StoryboardFrame entry) in request.StoryboardFrames.Index().Where(e => !stills.Contains(_entryIds[e.Index])))
        {
            string place = $"{Entries}/{index}";
            if (_settings.AllowTextToVideo)
            {
                Join(null, index, null, place);
                continue;
            }

            const string Why = "It has no still, and video_settings.allow_text_to_video is not true.";
            (int? scene, int? shot) = Position(null, index);
            _leftOut.Add((scene, shot, new() { FrameId = _entryIds[index], Status = FrameStatus.LeftOut, Message = Why }));
            findings.Warn(WarningCodes.FrameLeftOut, place, $"'{entry.FrameId}' is left out. {Why}");
        }
    }

    private void Join(GeneratedFrame? still, int index, FrameImage? image, string place)
    {
        StoryboardFrame entry = request.StoryboardFrames[index];
        string id = _entryIds[index];
        (int? scene, int? shot) = Position(still, index);
        RequirePosition(scene, id, $"{place}/scene_number");
        RequirePosition(shot, id, $"{place}/shot_order");
        string description = TextNormalizer.Normalize(entry.Description);
        if (description.Length == 0)
        {
            findings.Refuse(ProblemCodes.WrongLength, $"{Entries}/{index}/description", $"The description of '{id}' is blank.", "Say in a sentence what the frame shows.");
        }

        _frames.Add(new Frame
        {
            Id = id,
            Scene = scene ?? -1,
            Shot = shot ?? -1,
            Image = image,
            Description = description,
            CameraNotes = TextNormalizer.Normalize(entry.CameraNotes),
            PromptSeed = TextNormalizer.Normalize(entry.PromptSeed),
            LightingMood = TextNormalizer.Normalize(entry.LightingMood),
            CharactersPresent = string.Join(", ", (entry.CharactersPresent ?? []).Select(TextNormalizer.Normalize).Where(name => name.Length > 0)),
            DurationSeconds = entry.DurationSeconds,
            Pointer = place,
            EntryPointer = $"{Entries}/{index}",
        });
    }

    private (int? Scene, int? Shot) Position(GeneratedFrame? still, int index)
    {
        StoryboardFrame entry = request.StoryboardFrames[index];
        Match named = SceneAndShot().Match(_entryIds[index]);
        return (still?.SceneNumber ?? entry.SceneNumber ?? Number(named, "scene"), still?.ShotOrder ?? entry.ShotOrder ?? Number(named, "shot"));
    }

    private void RequirePosition(int? number, string id, string pointer)
    {
        if (number is null)
        {
            findings.Refuse(
                ProblemCodes.FramePositionMissing, pointer, $"'{id}' has no {JsonPointer.Last(pointer)}.", "Send it with the still or the storyboard entry, or use an id of the form SCENE_1_SHOT_2.");
        }
    }

    private void RefuseSharedPositions()
    {
        IEnumerable<Frame> placed = _frames.Where(f => f.Scene >= 0 && f.Shot >= 0).DistinctBy(f => f.Id, StringComparer.Ordinal);
        foreach (IGrouping<(int Scene, int Shot), Frame> shared in placed.GroupBy(f => (f.Scene, f.Shot)))
        {
            foreach (Frame frame in shared.Skip(1))
            {
                findings.Refuse(ProblemCodes.FramePositionRepeated, $"{frame.Pointer}/shot_order", $"'{frame.Id}' and '{shared.First().Id}' are both scene {frame.Scene}, shot {frame.Shot}.", "Give every frame a shot_order of its own in its scene.");
            }
        }
    }

    private static int? Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 1_000_000 ? number : null;

    [GeneratedRegex(@"\ASCENE_(?<scene>\d{1,7})_SHOT_(?<shot>\d{1,7})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SceneAndShot();
}
