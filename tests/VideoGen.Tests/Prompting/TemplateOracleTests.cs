using HandlebarsDotNet;
using VideoGen.Prompting;

namespace VideoGen.Tests.Prompting;

/// <summary>What a template writes is what Handlebars writes, white space and all.</summary>
public sealed class TemplateOracleTests
{
    private static readonly string[] Pieces =
    [
        "{{description}}", "{{{camera_notes}}}", "{{~description}}", "{{description~}}", "{{#if camera_notes}}", "{{#if prompt_seed}}", "{{#unless prompt_seed}}",
        "{{~#if camera_notes~}}", "{{else}}", "{{~else~}}", "{{/if}}", "{{/unless}}", "{{~/if~}}", "{{! note }}", "{{!-- {{note}} --}}",
        "\n", "\n", "\n", " ", "  ", "\t", "word", "Label: ", " }}",
    ];

    private static readonly Dictionary<string, string> Values = PromptValues.Names.ToDictionary(name => name, name => name switch
    {
        "description" => " A {{red}} <door> & \"more\". ",
        "camera_notes" => "push-in",
        _ => "",
    });

    [Fact]
    public void Write_AnyTemplateThatIsRead_IsWrittenAsHandlebarsDoes()
    {
        IHandlebars handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true, ThrowOnUnresolvedBindingExpression = true });
        var random = new Random(11);
        int compared = 0;
        for (int i = 0; i < 40_000 && compared < 1_500; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (TryRead(text) is { } template)
            {
                template.Write(Values).ShouldBe(handlebars.Compile(text)(Values), text);
                compared++;
            }
        }

        compared.ShouldBe(1_500);
    }

    /// <summary>What Handlebars 4.7 for JavaScript writes, and the implementation above does not.</summary>
    [Theory]
    [InlineData("\u00A0 {{#if prompt_seed}}\n{{/if}}\u00A0", "\u00A0\u00A0")]
    [InlineData("{{#if prompt_seed}}\n{{/if}}\t\u00A0", "\u00A0")]
    [InlineData("\u00A0{{#if camera_notes}}\nx\n\u00A0{{/if}}\u00A0\ny", "\u00A0x\n\u00A0\u00A0\ny")]
    [InlineData("{{#if prompt_seed}}{{/if}}{{!~}} ", "")]
    [InlineData("{{!--}}x", "x")]
    public void Write_WhereTheImplementationsDiffer_IsWhatTheOriginalWrites(string text, string written) =>
        Template.Read(text).Write(Values).ShouldBe(written);

    [Theory]
    [InlineData("{{ ! note }}")]
    [InlineData("{{\t!--}}--}}")]
    public void Read_WhiteSpaceBeforeAComment_IsRefusedAsByHandlebars(string text) => Should.Throw<TemplateException>(() => Template.Read(text));

    private static Template? TryRead(string text)
    {
        try
        {
            return Template.Read(text);
        }
        catch (TemplateException)
        {
            return null;
        }
    }
}
