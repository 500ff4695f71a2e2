using System.Collections.Immutable;
using System.Text.Json;
using VideoGen.Contract;

namespace VideoGen.Import.Shots;

/// <summary>Reads what the source says of each shot: numbers, seconds, names, stills. Reports every value that cannot be read, with its place.</summary>
internal sealed class ShotReader(ImportOptions options, StillFinder stills, Findings findings)
{
    private readonly Dictionary<int, int> _counted = [];
    private bool _described;

    /// <summary>The shots that could be read.</summary>
    public ImmutableArray<Shot> Read(ImmutableArray<SourceShot> sources)
    {
        _described = !findings.AnyProblem || sources.Any(s => s[ShotField.Description] is not null); // a missing column is reported once
        ImmutableArray<Shot> shots = [.. sources.Select(Read).OfType<Shot>()];
        foreach (IGrouping<int, Shot> scene in shots.GroupBy(s => s.Scene).Where(g => g.Any(s => s.ByLetter) && g.Any(s => !s.ByLetter)))
        {
            Shot odd = scene.First(s => s.ByLetter != scene.First().ByLetter);
            findings.Problem(ImportCodes.CellInvalid, odd.Place, $"Scene {scene.Key} has shots with letters and shots with numbers, so their order is not known.", "Use one of the two.");
        }

        if (shots.Any(s => s.ByLetter))
        {
            findings.Note("Shots with letters are counted: A is 1, B is 2.");
        }

        foreach (IGrouping<(int, int), Shot> same in shots.GroupBy(s => (s.Scene, s.Order)).Where(g => g.Count() > 1))
        {
            Shot[] all = [.. same];
            findings.Problem(
                ImportCodes.ShotRepeated, all[1].Place, $"{all[0].Place} and {all[1].Place} are both shot {all[0].Order} of scene {all[0].Scene}.", "Give each shot a number of its own, and keep one version of a picture.");
        }

        return [.. shots.OrderBy(s => s.Scene).ThenBy(s => s.Order)];
    }

    private Shot? Read(SourceShot source)
    {
        ShotPosition named = Position(source);
        int? scene = Scene(source) ?? named.Scene ?? options.Scene;
        if (Scene(source) is { } own && named.Scene is { } other && own != other)
        {
            SourceValue value = source[ShotField.ShotOrder]!;
            findings.Problem(ImportCodes.CellInvalid, value.Place, $"The shot '{value.Text}' belongs to scene {other}, its row to scene {own}.", "Correct one of the two.");
        }

        if (scene is null)
        {
            if (source[ShotField.SceneNumber] is null)
            {
                findings.Problem(ImportCodes.CellEmpty, source.Place, "Nothing says which scene this shot belongs to.", "Write the scene's number, or give --scene if all of it is one scene.");
            }

            return null;
        }

        if (_described && source[ShotField.Description] is null)
        {
            findings.Problem(ImportCodes.CellEmpty, source.Place, "Nothing says what this shot shows.", "Write a description; it becomes the prompt.");
        }

        if (named.Shot is null && source[ShotField.ShotOrder] is null)
        {
            findings.Note("Shots without a number are counted in the order in which they stand.");
        }

        int order = named.Shot ?? _counted.GetValueOrDefault(scene.Value) + 1;
        _counted[scene.Value] = Math.Max(order, _counted.GetValueOrDefault(scene.Value));
        string id = source[ShotField.FrameId]?.Text ?? $"SCENE_{scene}_SHOT_{order}";
        return new Shot(source.Place, scene.Value, order, named.ByLetter, new StoryboardFrame
        {
            FrameId = id,
            Description = source[ShotField.Description]?.Text ?? "",
            CameraNotes = source[ShotField.CameraNotes]?.Text,
            PromptSeed = source[ShotField.PromptSeed]?.Text,
            DurationSeconds = Seconds(source[ShotField.DurationSeconds]),
            SceneNumber = scene,
            ShotOrder = order,
            CharactersPresent = Characters(source[ShotField.CharactersPresent]),
            LightingMood = source[ShotField.LightingMood]?.Text,
            TransitionOut = source[ShotField.TransitionOut] is { } cut ? JsonSerializer.SerializeToElement(cut.Text, WireJson.Default.Options.GetTypeInfo(typeof(string))) : null,
        })
        {
            Still = stills.Find(source[ShotField.ImageUrl], scene.Value, order, id),
        };
    }

    private ShotPosition Position(SourceShot source)
    {
        if (source[ShotField.ShotOrder] is not { } value)
        {
            return default;
        }

        if (ShotNumbers.Shot(value.Text) is { } position)
        {
            return position;
        }

        findings.Problem(ImportCodes.CellInvalid, value.Place, $"'{value.Text}' is no number of a shot.", "Write a whole number, or a letter for each shot of a scene.");
        return default;
    }

    private int? Scene(SourceShot source)
    {
        if (source[ShotField.SceneNumber] is not { } value)
        {
            return null;
        }

        int? scene = ShotNumbers.Scene(value.Text);
        if (scene is null && !findings.HasProblemAt(value.Place))
        {
            findings.Problem(ImportCodes.CellInvalid, value.Place, $"'{value.Text}' is no number of a scene.", "Write a whole number; scenes have no letters here.");
        }

        return scene;
    }

    private decimal? Seconds(SourceValue? value)
    {
        if (value is null)
        {
            return null;
        }

        (decimal? seconds, string? fault) = ShotSeconds.Read(value.Text, options.FramesPerSecond);
        if (fault is not null)
        {
            findings.Problem(ImportCodes.CellInvalid, value.Place, $"'{value.Text}' {fault}.", "Write seconds, such as 2.5.");
        }

        return seconds;
    }

    private ImmutableArray<string>? Characters(SourceValue? value)
    {
        if (value is null)
        {
            return null;
        }

        char[] signs = value.Text.Contains(';', StringComparison.Ordinal) || value.Text.Contains('\n', StringComparison.Ordinal) ? [';', '\n'] : [','];
        if (signs is [','] && value.Text.Contains(',', StringComparison.Ordinal))
        {
            findings.Note("Characters are separated at commas; where semicolons stand between them, commas belong to their names.");
        }

        return [.. value.Text.Split(signs, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
    }
}
