using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>Joins stills and storyboard entries into frames and collects every problem on the way. Used once per request.</summary>
internal sealed partial class StoryboardAssembly(SynthesisRequest request, string? localFolder, ImmutableArray<Warning> warnings)
{
    private const string Stills = "/generated_frames";
    private const string Entries = "/storyboard_frames";

    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();
    private readonly ImmutableArray<Warning>.Builder _warnings = warnings.ToBuilder();
    private readonly ImmutableArray<FrameReport>.Builder _leftOut = ImmutableArray.CreateBuilder<FrameReport>();
    private readonly List<Frame> _frames = [];
    private readonly RenderSettings _settings = RenderSettings.From(request.VideoSettings);

    public ReadResult Assemble(string inputHash)
    {
        RefuseRepeats(request.GeneratedFrames.Select(f => f.FrameId), Stills);
        RefuseRepeats(request.StoryboardFrames.Select(f => f.FrameId), Entries);
        JoinStills();
        JoinEntriesWithoutStill();
        RefuseSharedPositions();
        if (_frames.Count == 0 && _problems.Count == 0)
        {
            Add(ProblemCodes.FramesMissing, Stills, "There is no frame to render.", "Send at least one still with its storyboard entry.");
        }

        return _problems.Count > 0 ? new ReadResult.Bad(_problems.ToImmutable(), _warnings.ToImmutable()) : new ReadResult.Good(Storyboard(inputHash));
    }

    private Storyboard Storyboard(string inputHash) => new()
    {
        Frames = [.. _frames.OrderBy(f => f.Scene).ThenBy(f => f.Shot)],
        LeftOut = _leftOut.ToImmutable(),
        Settings = _settings,
        ProjectId = request.ProjectContext?.ProjectId ?? "default",
        EpisodeId = request.ProjectContext?.EpisodeId ?? "default",
        TraceId = request.ProjectContext?.TraceId,
        RequestKey = request.RequestKey,
        PlanHash = request.PlanHash,
        Wait = TimeSpan.FromSeconds(request.WaitSeconds ?? 90),
        InputHash = inputHash,
        Warnings = _warnings.ToImmutable(),
    };

    private void RefuseRepeats(IEnumerable<string> ids, string list)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((int index, string id) in ids.Select(TextNormalizer.Normalize).Index())
        {
            if (!seen.TryAdd(id, index))
            {
                Add(ProblemCodes.FrameIdRepeated, $"{list}/{index}/frame_id", $"'{id}' stands here and at {list}/{seen[id]}.", "Give every frame an id of its own.");
            }
        }
    }

    private void JoinStills()
    {
        Dictionary<string, int> entries = request.StoryboardFrames.Index()
            .DistinctBy(f => TextNormalizer.Normalize(f.Item.FrameId))
            .ToDictionary(f => TextNormalizer.Normalize(f.Item.FrameId), f => f.Index);
        foreach ((int index, GeneratedFrame still) in request.GeneratedFrames.Index())
        {
            string place = $"{Stills}/{index}";
            FrameImage? image = FrameImageReader.Read(still, place, localFolder, _problems, _warnings);
            if (!entries.TryGetValue(TextNormalizer.Normalize(still.FrameId), out int entry))
            {
                Add(ProblemCodes.StoryboardEntryMissing, $"{place}/frame_id", $"'{still.FrameId}' has no storyboard entry, so there is nothing to say about it.", $"Add an entry with this frame_id to {Entries}, or leave the still out.");
                continue;
            }

            Join(still, entry, image, place);
        }
    }

    private void JoinEntriesWithoutStill()
    {
        HashSet<string> stills = [.. request.GeneratedFrames.Select(f => TextNormalizer.Normalize(f.FrameId))];
        foreach ((int index, StoryboardFrame entry) in request.StoryboardFrames.Index())
        {
            if (stills.Contains(TextNormalizer.Normalize(entry.FrameId)))
            {
                continue;
            }

            string place = $"{Entries}/{index}";
            if (_settings.AllowTextToVideo)
            {
                Join(null, index, null, place);
                continue;
            }

            const string Why = "It has no still, and video_settings.allow_text_to_video is not true.";
            _leftOut.Add(new() { FrameId = entry.FrameId, Status = FrameStatus.LeftOut, Message = Why });
            _warnings.Add(new(WarningCodes.FrameLeftOut, place, $"'{entry.FrameId}' is left out. {Why}"));
        }
    }

    private void Join(GeneratedFrame? still, int entryIndex, FrameImage? image, string place)
    {
        StoryboardFrame entry = request.StoryboardFrames[entryIndex];
        Match named = SceneAndShot().Match(entry.FrameId.Trim());
        int? scene = still?.SceneNumber ?? entry.SceneNumber ?? Number(named, "scene");
        int? shot = still?.ShotOrder ?? entry.ShotOrder ?? Number(named, "shot");
        string description = TextNormalizer.Normalize(entry.Description);
        if (scene is null || shot is null)
        {
            string missing = scene is null ? "scene_number" : "shot_order";
            Add(ProblemCodes.FramePositionMissing, $"{place}/{missing}", $"'{entry.FrameId}' has no {missing}.", "Send it with the still or the storyboard entry, or use an id of the form SCENE_1_SHOT_2.");
        }

        if (description.Length == 0)
        {
            Add(ProblemCodes.WrongLength, $"{Entries}/{entryIndex}/description", $"The description of '{entry.FrameId}' is empty.", "Say in a sentence what the frame shows.");
        }

        _frames.Add(new Frame
        {
            Id = TextNormalizer.Normalize(entry.FrameId),
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
        });
    }

    private void RefuseSharedPositions()
    {
        foreach (IGrouping<(int Scene, int Shot), Frame> shared in _frames.Where(f => f.Scene >= 0 && f.Shot >= 0).GroupBy(f => (f.Scene, f.Shot)).Where(g => g.Count() > 1))
        {
            foreach (Frame frame in shared.Skip(1))
            {
                Add(ProblemCodes.FramePositionRepeated, $"{frame.Pointer}/shot_order", $"'{frame.Id}' and '{shared.First().Id}' are both scene {frame.Scene}, shot {frame.Shot}.", "Give every frame a shot_order of its own in its scene.");
            }
        }
    }

    private static int? Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 1_000_000 ? number : null;

    private void Add(string code, string pointer, string message, string remedy) => _problems.Add(new(code, pointer, message, remedy));

    [GeneratedRegex(@"\ASCENE_(?<scene>\d{1,7})_SHOT_(?<shot>\d{1,7})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SceneAndShot();
}
