using System.Text;
using HandlebarsDotNet;
using VideoGen.Catalog;
using VideoGen.Prompting;

namespace VideoGen.Fuzz.Targets;

/// <summary>The template engine: what it accepts it writes as Handlebars does, and the check before publishing says the same as the use.</summary>
/// <param name="planted">True forgets that a block tag alone on its line leaves no line behind.</param>
internal sealed class TemplateTarget(bool planted) : ITarget
{
    private const int LongestCompared = 3_000;
    private const int MostRemembered = 200_000;

    private readonly IHandlebars _handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Words { get; } =
    [
        .. PromptValues.Names, .. PromptValues.Names.Select(name => $"{{{{#if {name}}}}}"), .. PromptValues.Names.Select(name => $"{{{{{name}}}}}"),
        "{{", "}}", "{{{", "}}}", "{{~", "~}}", "{{#if ", "{{#unless prompt_seed}}", "{{else}}", "{{~else~}}", "{{/if}}", "{{/unless}}", "{{~/if~}}", "{{! ", "{{!-- ", " --}}", "--", "~", "\\", "\n", "\r\n", "\r", " ", "\t", "\u00A0", "\u2028", "\u000B", "#each", "this", "../", "@root", "{{> ", "{{#if\ndescription}}", "{{&description}}", "{{^}}",
    ];

    public InputKind Kind => InputKind.Text;

    // The product's own part; Handlebars builds a program for every template and has no share in the rule.
    public long Allowance(int bytes) => 100_000_000;

    public void Try(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (Template? template, string[] written) = Ours(text);
        Rule.Require(GC.GetAllocatedBytesForCurrentThread() - before <= 3_000_000 + 600L * text.Length, "A template costs memory in proportion to its length.");
        if (template is null || text.Length > LongestCompared || _compared.Count >= MostRemembered || !_compared.Add(text))
        {
            return;
        }

        HandlebarsTemplate<object, object> theirs;
        try
        {
            theirs = _handlebars.Compile(text);
        }
        catch (HandlebarsException)
        {
            return; // a comment like {{!--}}, which Handlebars' own grammar takes and this implementation of it does not
        }

        // Handlebars itself lets a comment end with ~, and lets any white space stand beside a tag that is alone on its line; this
        // implementation of it does not.
        if (template.Tags.Any(tag => tag is { Kind: "!", EatsAfter: true }) || text.Any(c => char.IsWhiteSpace(c) && c is not (' ' or '\t' or '\r' or '\n')))
        {
            return;
        }

        foreach ((string ours, int set) in written.Select((w, i) => (w, i)))
        {
            string expected = theirs(Sets[set]);
            Rule.Require((planted ? ours.Replace("\n", "", StringComparison.Ordinal) : ours) == expected, "A template writes what Handlebars writes.");
        }
    }

    private static readonly Dictionary<string, string>[] Sets =
    [
        PromptValues.Names.ToDictionary(name => name, name => name is "description" ? " A {{red}} <door> & \"more\". " : name is "camera_notes" ? "push-in" : "", StringComparer.Ordinal),
        PromptValues.Names.ToDictionary(name => name, name => name is "prompt_seed" or "description" or "second_description" ? "x\ny" : "", StringComparer.Ordinal),
    ];

    private static (Template? Template, string[] Written) Ours(string text)
    {
        bool fine = TemplateCheck.Check(new PromptTemplate("1", "name", 1, text, null, default)).IsEmpty;
        try
        {
            Template template = Template.Read(text);
            Rule.Require(fine || string.IsNullOrWhiteSpace(text), "What can be used can be published.");
            string[] written = [.. Sets.Select(template.Write)];
            _ = TemplateLint.Unguarded(template.Tags);
            return (template, written);
        }
        catch (TemplateException no)
        {
            Rule.Require(!fine, "What cannot be used cannot be published.");
            Rule.Require(no.Message.Length > 0, "A template that is refused is told why.");
            return (null, []);
        }
    }
}
