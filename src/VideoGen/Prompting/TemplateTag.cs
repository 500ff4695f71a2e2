using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace VideoGen.Prompting;

/// <summary>
/// One tag of a template. Of Handlebars a template may use what a prompt needs and nothing that could run for ever: values, <c>#if</c>,
/// <c>#unless</c>, <c>else</c> and comments.
/// </summary>
/// <param name="Kind">Empty for a value; <c>#if</c>, <c>#unless</c>, <c>else</c>, <c>/if</c>, <c>/unless</c> or <c>!</c> for a comment.</param>
/// <param name="Name">The name it uses; empty for <c>else</c>, an end and a comment.</param>
/// <param name="Start">Where it begins in the template.</param>
/// <param name="End">Where it has ended.</param>
/// <param name="EatsBefore">Written with <c>~</c> before it: the white space there goes.</param>
/// <param name="EatsAfter">Written with <c>~</c> after it.</param>
internal sealed partial record TemplateTag(string Kind, string Name, int Start, int End, bool EatsBefore, bool EatsAfter)
{
    private const int MaxNesting = 16;

    /// <summary>The tags of a template, in order; every block that is opened is closed.</summary>
    /// <exception cref="TemplateException">It uses something else, an unknown name, is not closed, or is nested too deep.</exception>
    public static ImmutableArray<TemplateTag> Read(string template)
    {
        ImmutableArray<TemplateTag>.Builder tags = ImmutableArray.CreateBuilder<TemplateTag>();
        var open = new Stack<Block>();
        int end = 0;
        foreach (Match match in Tags().Matches(template))
        {
            string before = template[end..match.Index];
            RefuseOpenBraces(before);
            if (before.EndsWith('\\'))
            {
                throw new TemplateException($"The backslash before '{match.Value}' has no meaning; leave it out.");
            }

            TemplateTag tag = Known(match);
            Nest(tag, match.Value, open);
            tags.Add(tag);
            end = tag.End;
        }

        RefuseOpenBraces(template[end..]);
        return open.TryPeek(out Block never)
            ? throw new TemplateException($"A {{{{#{never.Word}}}}} is never closed; write {{{{/{never.Word}}}}}.")
            : tags.ToImmutable();
    }

    /// <summary>True for what begins, divides or ends a block, and for comments: a line of its own leaves no line behind.</summary>
    public bool WritesNothing => Kind.Length > 0;

    private static TemplateTag Known(Match match)
    {
        bool triple = match.Groups["triple"].Success;
        string inside = match.Groups["inside"].Value;
        Match form = Forms().Match(inside.Trim());
        bool lateComment = form.Groups["kind"].Value == "!" && inside[0] != '!'; // to Handlebars, white space before '!' is no comment
        if (!form.Success || lateComment || (triple && form.Groups["kind"].Length > 0))
        {
            throw new TemplateException($"'{match.Value}' is not understood; use {{{{name}}}}, {{{{#if name}}}}, {{{{#unless name}}}}, {{{{else}}}}, {{{{/if}}}}, {{{{/unless}}}} or {{{{! a comment }}}}.");
        }

        string name = form.Groups["name"].Value;
        return name.Length == 0 || PromptValues.Names.Contains(name)
            ? new TemplateTag(form.Groups["kind"].Value, name, match.Index, match.Index + match.Length, match.Groups["before"].Length > 0, match.Groups["after"].Length > 0)
            : throw new TemplateException($"It uses '{name}', which is no name of a value.");
    }

    private static void Nest(TemplateTag tag, string written, Stack<Block> open)
    {
        switch (tag.Kind)
        {
            case "#if" or "#unless":
                open.Push(new Block(tag.Kind[1..], Divided: false));
                break;
            case "else":
                open.Push(open.TryPop(out Block whole) && !whole.Divided
                    ? whole with { Divided = true }
                    : throw new TemplateException($"'{written}' stands outside of every {{{{#if}}}}, or is the second of its {{{{#if}}}}."));
                break;
            case "/if" or "/unless" when !open.TryPop(out Block block) || block.Word != tag.Kind[1..]:
                throw new TemplateException($"'{written}' closes no {{{{#{tag.Kind[1..]}}}}}.");
        }

        if (open.Count > MaxNesting)
        {
            throw new TemplateException($"It is nested deeper than {MaxNesting} levels.");
        }
    }

    private static void RefuseOpenBraces(string text)
    {
        if (text.Contains("{{", StringComparison.Ordinal))
        {
            throw new TemplateException("A '{{' is never closed; write '}}' after the name.");
        }
    }

    private readonly record struct Block(string Word, bool Divided);

    [GeneratedRegex(@"(?<triple>\{\{\{)(?<inside>.*?)\}\}\}|\{\{(?<before>~?)(?<inside>!--.*?--)(?<after>~?)\}\}|\{\{(?<before>~?)(?<inside>.*?)(?<after>~?)\}\}", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\A(?:(?<kind>!).*|(?<kind>else)|(?<kind>/if|/unless)|(?<kind>#if|#unless)\s+(?<name>\w+)|(?<kind>)(?<name>\w+))\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Forms();
}
