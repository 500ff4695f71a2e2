using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoGen.Contract;

/// <summary>
/// Joins stills and storyboard entries into frames and collects every problem on the way, except what only follows from the damage that is
/// known. Used once per request.
/// </summary>
internal sealed partial class StoryboardAssembly(SynthesisRequest request, string? localFolder, Findings findings, Damage damage)
{
    private const string Stills = "/generated_frames";
    private const string Entries = "/storyboard_frames";
    private const string Wishes = "/video_settings";

    private readonly ImmutableArray<string> _stillIds = [.. request.GeneratedFrames.Select(f => TextNormalizer.Normalize(f.FrameId))];
    private readonly ImmutableArray<string> _entryIds = [.. request.StoryboardFrames.Select(f => TextNormalizer.Normalize(f.FrameId))];
    private readonly List<Frame> _frames = [];
    private readonly List<(int? Scene, int? Shot, FrameReport Report)> _leftOut = [];
    private readonly RenderSettings _settings = RenderSettings.From(request.VideoSettings);
    private readonly List<Frame> _loose = [];
    private Gaps _gaps;

    /// <summary>The storyboard of a request that broke nothing so far, or every problem.</summary>
    public ReadResult Assemble(string inputHash)
    {
        Join();
        return findings.HasProblems
            ? new ReadResult.Bad(ProblemOrder.Sort(findings.Problems), findings.Warnings, Rest())
            : new ReadResult.Good(Storyboard(_frames, inputHash));
    }

    /// <summary>What is wrong beyond what is known, and what is left.</summary>
    public ReadResult.Bad Further(ImmutableArray<Problem> known)
    {
        Join();
        return new ReadResult.Bad(ProblemOrder.Sort([.. known, .. findings.Problems]), findings.Warnings, Rest());
    }

    private void Join()
    {
        NoteBrokenWishes();
        RefuseContradictions();
        RefuseApart();
        CheckPathWord(request.ProjectContext?.ProjectId, "project_id");
        CheckPathWord(request.ProjectContext?.EpisodeId, "episode_id");
        CheckIds(_stillIds, Stills);
        CheckIds(_entryIds, Entries);
        JoinStills();
        JoinEntriesWithoutStill();
        RefuseSharedPositions();
        if (_frames.Count == 0 && !findings.HasProblems && !_gaps.HasFlag(Gaps.Frames))
        {
            findings.Refuse(ProblemCodes.FramesMissing, Stills, "There is no frame to render.", "Send at least one still with its storyboard entry.");
        }
    }

    private void NoteBrokenWishes()
    {
        _gaps |= damage.Reaches(Wishes, "provider_override") ? Gaps.Provider : Gaps.None;
        _gaps |= damage.Reaches(Wishes, "model") ? Gaps.Model : Gaps.None;
        _gaps |= damage.Reaches(Wishes, "grouping") ? Gaps.Frames : Gaps.None;
        _gaps |= damage.Reaches(Wishes, "duration_per_segment") ? Gaps.Seconds : Gaps.None;
        _gaps |= damage.Reaches("/project_context", "project_id") ? Gaps.Project : Gaps.None;
        _gaps |= AnyLost(_stillIds, Stills) || AnyLost(_entryIds, Entries) ? Gaps.Frames : Gaps.None;
    }

    private void RefuseContradictions()
    {
        if (_settings.Finishing is { Length: > 1 } steps && steps.Contains(FinishingStep.None) && !damage.Reaches(Wishes, "finishing"))
        {
            findings.Refuse(
                ProblemCodes.SettingsContradict, $"{Wishes}/finishing", "finishing says none and names steps beside it.", "Leave none out to have the steps done, or send none alone to have nothing done.");
        }
    }

    private void RefuseApart()
    {
        if (_settings is { Continuity: not Continuity.None, Grouping: not Grouping.Fixed } && !damage.Reaches(Wishes, "grouping") && !damage.Reaches(Wishes, "continuity"))
        {
            string way = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(_settings.Continuity.ToString());
            string pairs = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(_settings.Grouping.ToString());
            findings.Refuse(
                ProblemCodes.SettingsContradict, $"{Wishes}/continuity", $"continuity {way} makes a segment of every two neighbours of a scene, and grouping {pairs} leaves some of them apart.",
                "Leave grouping out, or set continuity to none.");
        }
    }

    // Frames whose place is known and their own. Seconds that are not known could split a pair: fixed pairs make the fewest segments.
    private Storyboard Rest()
    {
        _gaps |= _gaps.HasFlag(Gaps.Seconds) && _settings.Grouping is Grouping.Adaptive ? Gaps.Frames : Gaps.None;
        RenderSettings settings = _settings.Grouping is Grouping.Adaptive && _gaps.HasFlag(Gaps.Seconds) ? _settings with { Grouping = Grouping.Fixed } : _settings;
        Frame[] placed = [.. _frames.Where(f => f.Scene >= 0 && f.Shot >= 0).DistinctBy(f => f.Id, StringComparer.Ordinal).DistinctBy(f => (f.Scene, f.Shot))];
        return Storyboard(placed, "") with { Settings = settings, Gaps = _gaps, LooseStills = [.. _loose, .. _frames.Except(placed)] };
    }

    // Its id is not known, so neither is what belongs to it.
    private bool IsLost(string list, int index, string id) => id.Length == 0 || damage.IsBroken($"{list}/{index}");

    private bool AnyLost(ImmutableArray<string> ids, string list) => damage.IsBroken(list) || ids.Index().Any(f => IsLost(list, f.Index, f.Item));

    private Storyboard Storyboard(IEnumerable<Frame> frames, string inputHash) => new()
    {
        Frames = [.. frames.OrderBy(f => f.Scene).ThenBy(f => f.Shot)],
        LeftOut =
        [
            .. _leftOut.OrderBy(f => f.Scene ?? int.MaxValue).ThenBy(f => f.Shot ?? int.MaxValue).ThenBy(f => f.Report.FrameId, StringComparer.Ordinal)
                .Select(f => f.Report),
        ],
        Settings = _settings,
        ProjectId = request.ProjectContext?.ProjectId ?? "default",
        EpisodeId = request.ProjectContext?.EpisodeId ?? "default",
        TraceId = request.ProjectContext?.TraceId is { } trace ? TextNormalizer.Normalize(trace) : null,
        StillsSource = request.ProjectContext?.StillsSource,
        RequestKey = request.RequestKey,
        PlanHash = request.PlanHash,
        AnotherTake = request.AnotherTake ?? false,
        Compare = request.Compare ?? false,
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
            if (damage.Reaches($"{list}/{index}", "frame_id"))
            {
                continue;
            }

            if (id.Length == 0)
            {
                findings.Refuse(ProblemCodes.WrongLength, $"{list}/{index}/frame_id", "The frame_id is blank.", "Give every frame an id of its own.");
            }
            else if (!seen.TryAdd(id, index))
            {
                findings.Refuse(ProblemCodes.FrameIdRepeated, $"{list}/{index}/frame_id", $"'{id}' stands here and at {list}/{seen[id]}.", "Give every frame an id of its own.");
                _gaps |= Gaps.Frames;
            }
        }
    }

    private void JoinStills()
    {
        Dictionary<string, int> entries = _entryIds.Index().DistinctBy(e => e.Item).ToDictionary(e => e.Item, e => e.Index, StringComparer.Ordinal);
        bool mayHaveEntry = AnyLost(_entryIds, Entries);
        foreach ((int index, GeneratedFrame still) in request.GeneratedFrames.Index())
        {
            string place = $"{Stills}/{index}";
            FrameImage image = Image(still, place);
            if (IsLost(Stills, index, _stillIds[index]))
            {
                _loose.Add(Loose(_stillIds[index], image, place));
                continue;
            }

            if (entries.TryGetValue(_stillIds[index], out int entry))
            {
                Join(still, entry, image, place);
                continue;
            }

            _gaps |= Gaps.Frames;
            _loose.Add(Loose(_stillIds[index], image, place));
            if (mayHaveEntry)
            {
                continue;
            }

            findings.Refuse(
                ProblemCodes.StoryboardEntryMissing,
                $"{place}/frame_id",
                $"'{still.FrameId}' has no storyboard entry, so there is nothing to say about it.",
                $"Add an entry with this frame_id to {Entries}, or leave the still out.");
        }
    }

    // Of a frame that is no object nothing is known, so nothing is missing from it either.
    private FrameImage Image(GeneratedFrame still, string place) =>
        damage.Reaches(place, "image_url") || damage.Reaches(place, "image_base64")
            ? new FrameImage.Refused()
            : FrameImageReader.Read(still, place, localFolder, findings) ?? new FrameImage.Refused();

    private void JoinEntriesWithoutStill()
    {
        bool mayHaveStill = AnyLost(_stillIds, Stills);
        bool mayStand = damage.Reaches(Wishes, "allow_text_to_video");
        var stills = new HashSet<string>(_stillIds.Where(id => id.Length > 0), StringComparer.Ordinal);
        foreach ((int index, StoryboardFrame entry) in request.StoryboardFrames.Index().Where(e => !stills.Contains(_entryIds[e.Index])))
        {
            string place = $"{Entries}/{index}";
            if (IsLost(Entries, index, _entryIds[index]) || mayHaveStill || mayStand)
            {
                _gaps |= Gaps.Frames;
                CheckDescription(index);
                continue;
            }

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
        scene = RequirePosition(scene, id, place, index, "scene_number");
        shot = RequirePosition(shot, id, place, index, "shot_order");
        string description = CheckDescription(index);
        _gaps |= damage.Reaches($"{Entries}/{index}", "duration_seconds") ? Gaps.Seconds : Gaps.None;
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

    private static Frame Loose(string id, FrameImage image, string place) => new()
    {
        Id = id,
        Scene = -1,
        Shot = -1,
        Image = image,
        Description = "",
        CameraNotes = "",
        PromptSeed = "",
        LightingMood = "",
        CharactersPresent = "",
        DurationSeconds = null,
        Pointer = place,
    };

    private (int? Scene, int? Shot) Position(GeneratedFrame? still, int index)
    {
        StoryboardFrame entry = request.StoryboardFrames[index];
        Match named = SceneAndShot().Match(_entryIds[index]);
        return (still?.SceneNumber ?? entry.SceneNumber ?? Number(named, "scene"), still?.ShotOrder ?? entry.ShotOrder ?? Number(named, "shot"));
    }

    private int? RequirePosition(int? number, string id, string place, int index, string member)
    {
        bool isBroken = damage.Reaches(place, member) || damage.Reaches($"{Entries}/{index}", member);
        if (number is null && !isBroken)
        {
            findings.Refuse(
                ProblemCodes.FramePositionMissing, $"{place}/{member}", $"'{id}' has no {member}.", "Send it with the still or the storyboard entry, or use an id of the form SCENE_1_SHOT_2.");
        }

        _gaps |= number is null || isBroken ? Gaps.Frames : Gaps.None;
        return isBroken ? null : number;
    }

    private string CheckDescription(int index)
    {
        string description = TextNormalizer.Normalize(request.StoryboardFrames[index].Description);
        if (description.Length == 0 && !damage.Reaches($"{Entries}/{index}", "description"))
        {
            findings.Refuse(ProblemCodes.WrongLength, $"{Entries}/{index}/description", $"The description of '{_entryIds[index]}' is blank.", "Say in a sentence what the frame shows.");
        }

        return description;
    }

    private void RefuseSharedPositions()
    {
        IEnumerable<Frame> placed = _frames.Where(f => f.Scene >= 0 && f.Shot >= 0).DistinctBy(f => f.Id, StringComparer.Ordinal);
        foreach (IGrouping<(int Scene, int Shot), Frame> shared in placed.GroupBy(f => (f.Scene, f.Shot)))
        {
            foreach (Frame frame in shared.Skip(1))
            {
                findings.Refuse(ProblemCodes.FramePositionRepeated, $"{frame.Pointer}/shot_order", $"'{frame.Id}' and '{shared.First().Id}' are both scene {frame.Scene}, shot {frame.Shot}.", "Give every frame a shot_order of its own in its scene.");
                _gaps |= Gaps.Frames;
            }
        }
    }

    private static int? Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 1_000_000 ? number : null;

    [GeneratedRegex(@"\ASCENE_(?<scene>\d{1,7})_SHOT_(?<shot>\d{1,7})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SceneAndShot();
}
