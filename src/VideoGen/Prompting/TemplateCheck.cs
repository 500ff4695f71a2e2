using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Prompting;

/// <summary>The rules a published template must keep before it is used. Pure.</summary>
public static class TemplateCheck
{
    /// <summary>Checks a template; every problem is reported, with a pointer relative to <paramref name="pointer"/>.</summary>
    public static ImmutableArray<Problem> Check(PromptTemplate template, string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(template);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        void Require(bool kept, string path, string message, string remedy)
        {
            if (!kept)
            {
                problems.Add(new Problem(ProblemCodes.TemplateInvalid, pointer + path, message, remedy));
            }
        }

        Require(!string.IsNullOrWhiteSpace(template.Name), "/name", "The template has no name.", "Give it the name that all its versions share.");
        Require(template.Version >= 1, "/version", "The version must be 1 or more.", "Count versions up from 1.");
        Require(!string.IsNullOrWhiteSpace(template.TemplateText), "/template_text", "The template has no text.", "Write at least {{description}}.");
        if (Fault(template.TemplateText ?? "") is { } fault)
        {
            Require(false, "/template_text", fault, $"Correct it and publish it again. Known names: {string.Join(", ", PromptValues.Names)}.");
        }

        return problems.ToImmutable();
    }

    private static string? Fault(string text)
    {
        try
        {
            _ = Template.Read(text);
            return null;
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }
}
