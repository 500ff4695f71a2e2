using System.Collections.Immutable;
using System.Text;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Prompting;

/// <summary>
/// Writes the motion prompt of a segment from the newest template of its model. Values go in character for character and are never
/// themselves read as templates. Pure; thread-safe.
/// </summary>
public static class PromptWriter
{
    /// <summary>Writes a prompt.</summary>
    /// <param name="frames">One or two frames.</param>
    /// <param name="preset">The model, for the choice of template and the limit.</param>
    /// <param name="settings">The caller's wishes.</param>
    /// <param name="catalog">Where the templates are.</param>
    public static PromptResult Write(ImmutableArray<Frame> frames, ModelPreset preset, RenderSettings settings, CatalogSnapshot catalog)
    {
        if (catalog.TemplateFor(preset.Model) is not { } template)
        {
            return Refused(ProblemCodes.TemplateMissing, $"There is no prompt template for {preset.Model}, and no generic one.", "Publish one in videoGenPromptTemplates.");
        }

        Template read;
        string text;
        try
        {
            read = Template.Read(template.TemplateText);
            text = read.Write(PromptValues.Of(frames, settings)).TrimEnd('\n', '\r');
        }
        catch (TemplateException e)
        {
            return Refused(ProblemCodes.TemplateInvalid, $"Template '{template.Name}' version {template.Version} cannot be used: {e.Message}", $"Publish a corrected version. Known names: {string.Join(", ", PromptValues.Names)}.");
        }

        if (Excess(text, preset) is { } excess)
        {
            return new PromptResult.Refused(new(
                ProblemCodes.PromptTooLong,
                frames[0].EntryPointer,
                $"The prompt of '{frames[0].Id}' has {excess}.",
                "Shorten the description or the notes of its frames, or use a model that takes more."));
        }

        return new PromptResult.Written(text, template, [.. TemplateLint.Unguarded(read.Tags).Select(name => Unguarded(template, name))]);
    }

    /// <summary>By how much a prompt is too long for a model, in words; null where it is not.</summary>
    internal static string? Excess(string text, ModelPreset preset)
    {
        int characters = text.EnumerateRunes().Count();
        int bytes = Encoding.UTF8.GetByteCount(text);
        return characters > preset.PromptMaxCharacters ? $"{characters} characters; {preset.Model} takes {preset.PromptMaxCharacters}"
            : text.Length > preset.PromptMaxUtf16Units ? $"{text.Length} UTF-16 units; {preset.Model} takes {preset.PromptMaxUtf16Units}"
            : bytes > preset.PromptMaxBytes ? $"{bytes} bytes; {preset.Model} takes {preset.PromptMaxBytes}"
            : null;
    }

    private static Warning Unguarded(PromptTemplate template, string name) => new(
        WarningCodes.TemplateLabelStays, "", $"Template '{template.Name}' version {template.Version} prints {name} outside {{{{#if {name}}}}}; when it is empty, its label stays behind.");

    private static PromptResult.Refused Refused(string code, string message, string remedy) => new(new Problem(code, "", message, remedy));
}
