using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Planning;

/// <summary>Picks the model of a segment: the caller's, else the provider's default for its number of stills. Pure.</summary>
internal sealed class ModelChoice(ProviderConfig provider, RenderSettings settings, Gaps gaps)
{
    private const string ModelPointer = "/video_settings/model";

    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();
    private readonly ImmutableArray<Warning>.Builder _warnings = ImmutableArray.CreateBuilder<Warning>();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public ImmutableArray<Problem> Problems => _problems.ToImmutable();

    public ImmutableArray<Warning> Warnings => _warnings.ToImmutable();

    public ModelPreset? For(FrameGroup group)
    {
        if (gaps.HasFlag(Gaps.Model) || !IsKnown(settings.Model))
        {
            return null;
        }

        int stills = group.Frames.Count(f => f.Image is not null);
        if (Wanted(stills) is not { } wanted)
        {
            Refuse(ProblemCodes.ModelUnsuitable, "/video_settings/allow_text_to_video", $"{provider.Provider} has no text-to-video model.", "Send a still for every frame, or use another provider.");
            return null;
        }

        if (!IsKnown(wanted))
        {
            return null;
        }

        ModelPreset preset = provider.Find(wanted)!;
        bool mayGetPartner = gaps.HasFlag(Gaps.Frames) && stills == 1 && preset.Takes(2);
        if (!preset.Takes(stills) && !(stills == 2 && preset.Takes(1)) && !mayGetPartner)
        {
            string others = string.Join(", ", provider.ModelPresets.Where(p => p.Takes(stills) && p.Retired is null).Select(p => p.Model));
            string number = stills switch { 0 => "words alone", 1 => "one still", _ => "two stills" };
            Refuse(
                ProblemCodes.ModelUnsuitable, ModelPointer, $"{wanted} cannot make a clip from {number}.",
                others.Length > 0 ? $"Models that can: {others}." : "Leave the model out, or use another provider.");
            return null;
        }

        Remark(preset, stills);
        return preset;
    }

    /// <summary>True when the model has a preset, or none was named; says so otherwise.</summary>
    public bool IsKnown(string? model)
    {
        if (model is null || provider.Find(model) is not null)
        {
            return true;
        }

        Refuse(ProblemCodes.ModelUnknown, ModelPointer, $"{provider.Provider} has no preset for '{model}'.", $"Use one of: {string.Join(", ", provider.ModelPresets.Select(p => p.Model))}.");
        return false;
    }

    // The caller's model holds for every segment; only where it needs a still and there is none, the text model stands in.
    private string? Wanted(int stills) => settings.Model switch
    {
        { } asked when stills > 0 || provider.Find(asked) is null or { FirstFrameField: null } => asked,
        _ => stills switch { 0 => provider.DefaultTextModel, 1 => provider.DefaultSingleModel, _ => provider.DefaultPairModel },
    };

    private void Remark(ModelPreset preset, int stills)
    {
        if (preset.Retired is { } retired)
        {
            Warn(WarningCodes.ModelRetired, $"{preset.Model} was withdrawn by the provider ({retired.Since}); use {retired.Successor} instead.");
        }

        if (stills == 2 && preset.LastFrameField is null)
        {
            Warn(WarningCodes.LastFrameNotSent, $"{preset.Model} takes one still, so the second frame of a pair speaks through the prompt only.");
        }

        if ((preset.Output.Width, preset.Output.Height, preset.Output.FramesPerSecond) is not (PlanLimits.EditorWidth, PlanLimits.EditorHeight, PlanLimits.EditorFramesPerSecond))
        {
            Warn(WarningCodes.OutputDiffers, $"{preset.Model} delivers {preset.Output.Width}x{preset.Output.Height} at {preset.Output.FramesPerSecond:0.###} fps; the editor wants {PlanLimits.EditorWidth}x{PlanLimits.EditorHeight} at {PlanLimits.EditorFramesPerSecond}.");
        }
    }

    private void Refuse(string code, string pointer, string message, string remedy)
    {
        if (_said.Add(message))
        {
            _problems.Add(new(code, pointer, message, remedy));
        }
    }

    private void Warn(string code, string message)
    {
        if (_said.Add(message))
        {
            _warnings.Add(new(code, ModelPointer, message));
        }
    }
}
