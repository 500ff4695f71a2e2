using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Catalog;

namespace VideoGen.OpenRouter.Catalog;

/// <summary>
/// Compares the presets of a provider config with the public catalogue: what is gone, what changed, what is new and fits the job. For a person to
/// publish; a preset is money. Pure.
/// </summary>
public static class PresetRefresh
{
    private const string Size = "1280x720";
    private const string First = "first_frame";
    private const string Last = "last_frame";
    private const decimal ShortestWanted = 2;
    private const decimal LongestUseful = 12;

    /// <summary>The proposals: of the config's presets in their order, then new models by name.</summary>
    public static ImmutableArray<PresetProposal> Compare(ProviderConfig config, ImmutableArray<CatalogueModel> models)
    {
        ArgumentNullException.ThrowIfNull(config);
        var known = models.DistinctBy(m => m.Id, StringComparer.Ordinal).ToDictionary(m => m.Id, StringComparer.Ordinal);
        return
        [
            .. config.ModelPresets.Where(p => p.Retired is null).Select(p => known.TryGetValue(p.Model, out CatalogueModel? model) ? Changed(p, model) : Gone(p)).OfType<PresetProposal>(),
            .. known.Values.Where(m => config.Find(m.Id) is null).OrderBy(m => m.Id, StringComparer.Ordinal).Select(New).OfType<PresetProposal>(),
        ];
    }

    private static PresetProposal Gone(ModelPreset preset) =>
        new(preset.Model, "gone", [$"- {preset.Model}: the catalogue does not list it any more; set retired with a successor, or remove the preset."], null);

    private static PresetProposal? Changed(ModelPreset preset, CatalogueModel model)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        ModelPreset next = preset;
        IReadOnlyList<decimal> slots = PresetSlots.Of(preset.Duration);
        if (!model.Seconds.IsEmpty && !slots.SequenceEqual(model.Seconds))
        {
            AddDifference(lines, "seconds", List(slots), List(model.Seconds));
            next = next with { Duration = Duration(model.Seconds) };
        }

        if (model.UsdPerSecond is { } price && preset.Price is { UsdPerClip: 0, Steps.IsEmpty: true } && preset.Price.UsdPerSecond != price)
        {
            AddDifference(lines, "price", $"${Text(preset.Price.UsdPerSecond)} a second", $"${Text(price)} a second");
            next = next with { Price = preset.Price with { UsdPerSecond = price } };
        }

        if (!model.Frames.IsEmpty && model.Frames.Contains(Last) != (preset.LastFrameField is not null))
        {
            AddDifference(lines, "last frame", preset.LastFrameField is null ? "not taken" : "taken", preset.LastFrameField is null ? "taken" : "not taken");
            next = next with { LastFrameField = preset.LastFrameField is null ? Last : null };
        }

        if (!model.Sizes.IsEmpty && preset.Inputs["size"]?.ToString() is { } size && !model.Sizes.Contains(size))
        {
            lines.Add($"- size: {size} is not sold any more; the catalogue has {string.Join(", ", model.Sizes)}. Choose one, and correct output.");
        }

        ImmutableArray<Contract.Problem> problems = lines.Count == 0 ? [] : PresetCheck.Check(next, "");
        lines.AddRange(problems.Select(p => $"! {p.Message} Not to be published as it is; look at the model's page."));
        return lines.Count == 0 ? null : new PresetProposal(preset.Model, "changed", lines.ToImmutable(), problems.IsEmpty ? next : null);
    }

    private static PresetProposal? New(CatalogueModel model)
    {
        bool fits = model.Frames.Contains(First) && model.Sizes.Contains(Size) && model.UsdPerSecond is not null
            && model.Seconds.Any(s => s is >= ShortestWanted and <= LongestUseful) && model.Seconds.Length <= PresetSlots.Most;
        if (!fits)
        {
            return null;
        }

        var preset = new ModelPreset
        {
            Model = model.Id,
            Mode = PresetMode.ImageToVideo,
            FrameListField = "frame_images",
            FirstFrameField = First,
            LastFrameField = model.Frames.Contains(Last) ? Last : null,
            Duration = Duration(model.Seconds),
            Inputs = new JsonObject { ["size"] = Size, ["generate_audio"] = false },
            Price = new PresetPrice
            {
                UsdPerSecond = model.UsdPerSecond!.Value,
                Unit = new BillingUnit { Name = "US dollar", Usd = 1, Source = "usage.cost of a finished job, in US dollars" },
            },
            Output = new PresetOutput(1280, 720, 24, Confirmed: false),
            Source = "OpenRouter's public catalogue",
        };
        return PresetCheck.Check(preset, "").IsEmpty
            ? new PresetProposal(model.Id, "new", [$"+ {model.Id}: {List(model.Seconds)} s at {Size}, ${Text(model.UsdPerSecond.Value)} a second, {(preset.LastFrameField is null ? "first frame only" : "first and last frame")}"], preset)
            : null;
    }

    private static void AddDifference(ImmutableArray<string>.Builder lines, string what, string before, string after)
    {
        lines.Add($"- {what}: {before}");
        lines.Add($"+ {what}: {after}");
    }

    private static PresetDuration Duration(ImmutableArray<decimal> seconds) => IsRange(seconds)
        ? new PresetDuration { Form = DurationForm.Number, Field = "duration", Min = seconds[0], Max = seconds[^1] }
        : new PresetDuration { Form = DurationForm.Number, Field = "duration", Values = seconds };

    private static bool IsRange(IReadOnlyList<decimal> seconds) => seconds.Count > 2 && seconds.Zip(seconds.Skip(1)).All(p => p.Second - p.First == 1);

    private static string List(IReadOnlyList<decimal> seconds) => IsRange(seconds) ? $"{Text(seconds[0])} to {Text(seconds[^1])}" : string.Join(", ", seconds.Select(Text));

    private static string Text(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
