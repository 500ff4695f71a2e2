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
        ILookup<string, CatalogueModel> rows = models.ToLookup(m => m.Id, StringComparer.Ordinal);
        var known = rows.ToDictionary(m => m.Key, m => m.First(), StringComparer.Ordinal);
        return
        [
            .. config.ModelPresets.Where(p => p.Retired is null).Select(p => known.TryGetValue(p.Model, out CatalogueModel? model) ? Changed(p, model, rows[p.Model].Count()) : Gone(p)).OfType<PresetProposal>(),
            .. known.Values.Where(m => config.Find(m.Id) is null && rows[m.Id].Count() == 1).OrderBy(m => m.Id, StringComparer.Ordinal).Select(New).OfType<PresetProposal>(),
        ];
    }

    private static PresetProposal Gone(ModelPreset preset) =>
        new(preset.Model, "gone", [$"- {preset.Model}: the catalogue does not list it any more; set retired with a successor, or remove the preset."], null);

    private static PresetProposal? Changed(ModelPreset preset, CatalogueModel model, int rows)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string> unread = [.. Unread(preset, model, rows)];
        ModelPreset next = preset;
        IReadOnlyList<decimal> slots = PresetSlots.Of(preset.Duration);
        if (!model.Seconds.IsEmpty && !slots.SequenceEqual(model.Seconds))
        {
            AddDifference(lines, "seconds", List(slots), List(model.Seconds));
            next = next with { Duration = Duration(model.Seconds) };
        }

        if (model.UsdPerSecond is { } price && IsBySecond(preset.Price) && preset.Price.UsdPerSecond != price)
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
        lines.AddRange(unread);
        return lines.Count == 0 ? null : new PresetProposal(preset.Model, "changed", lines.ToImmutable(), problems.IsEmpty && unread.IsEmpty ? next : null);
    }

    // What the preset counts on and the catalogue does not say any more. Nobody here knows what it is now.
    private static IEnumerable<string> Unread(ModelPreset preset, CatalogueModel model, int rows)
    {
        if (rows > 1)
        {
            yield return $"! rows: the catalogue lists it {rows} times, and the first one was read. Look at the model's page.";
        }

        if (model.UsdPerSecond is null && IsBySecond(preset.Price))
        {
            yield return $"! price: the catalogue names no price of a silent second any more; the preset counts with ${Text(preset.Price.UsdPerSecond)}. Look at the model's page before it is ordered.";
        }

        if (!model.Frames.Contains(First))
        {
            yield return "! first frame: the catalogue does not say any more that it takes one. Look at the model's page before it is ordered.";
        }
    }

    private static bool IsBySecond(PresetPrice price) => price is { UsdPerClip: 0, UsdPerSecond: > 0, Steps.IsEmpty: true };

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
