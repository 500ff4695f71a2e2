using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace VideoGen.Prompting;

/// <summary>
/// One tag of a template. Of Handlebars a template may use what a prompt needs and nothing that could run for ever: values, <c>#if</c>,
/// <c>#unless</c>, <c>else</c> and comments.
/// </summary>
/// <param name="Kind">Empty for a value; <c>#if</c>, <c>#unless</c>, <c>else</c> or <c>/</c>.</param>
/// <param name="Name">The name it uses; empty for <c>else</c> and <c>/</c>.</param>
internal sealed partial record TemplateTag(string Kind, string Name)
{
    private const int MaxNesting = 16;

    /// <summary>The tags of a template in order, comments left out.</summary>
    /// <exception cref="TemplateException">It uses something else, an unknown name, or is nested too deep.</exception>
    public static ImmutableArray<TemplateTag> Read(string template)
    {
        ImmutableArray<TemplateTag>.Builder tags = ImmutableArray.CreateBuilder<TemplateTag>();
        int open = 0;
        foreach (Match match in Tags().Matches(template))
        {
            string inside = match.Groups["inside"].Value.Trim();
            if (inside.StartsWith('!'))
            {
                continue;
            }

            TemplateTag tag = Known(inside);
            if (open == 0 && tag.Kind is ("else" or "/"))
            {
                throw new TemplateException($"'{{{{{inside}}}}}' stands outside of every {{{{#if}}}}.");
            }

            open += tag.Kind switch { "#if" or "#unless" => 1, "/" => -1, _ => 0 };
            if (open > MaxNesting)
            {
                throw new TemplateException($"It is nested deeper than {MaxNesting} levels.");
            }

            tags.Add(tag);
        }

        return tags.ToImmutable();
    }

    private static TemplateTag Known(string inside)
    {
        Match form = Forms().Match(inside);
        if (!form.Success)
        {
            throw new TemplateException($"'{{{{{inside}}}}}' is not understood; use {{{{name}}}}, {{{{#if name}}}}, {{{{#unless name}}}}, {{{{else}}}}, {{{{/if}}}}, {{{{/unless}}}} or {{{{! a comment }}}}.");
        }

        string name = form.Groups["name"].Value;
        return name.Length == 0 || PromptValues.Names.Contains(name)
            ? new TemplateTag(form.Groups["kind"].Value, name)
            : throw new TemplateException($"It uses '{name}', which is no name of a value.");
    }

    [GeneratedRegex(@"\{\{\{(?<inside>.*?)\}\}\}|\{\{~?(?<inside>!--.*?--)~?\}\}|\{\{~?(?<inside>.*?)~?\}\}", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\A(?:(?<kind>else)|(?<kind>/)(?:if|unless)|(?<kind>#if|#unless)\s+(?<name>\w+)|(?<kind>)(?<name>\w+))\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forms();
}
