using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Prompting;
using VideoGen.Testing;

namespace VideoGen.Tests.Prompting;

/// <summary>Words arrive as they are; templates can do no harm.</summary>
public sealed class PromptWriterTests
{
    private static readonly ModelPreset Preset = Presets.Selling(Presets.Seconds(4)).ModelPresets[0];

    [Theory]
    [InlineData("{{x}} {{{y}}} {{#if z}}no{{/if}} {{!-- c --}} {{> p}} \\{{q}}")]
    [InlineData("\"quotes\" 'single' `tick` \\ back\\slash & &amp; <b>tags</b> = %20 ${x} $(x)")]
    [InlineData("line one\r\nline two\n\ttabbed\n\nend")]
    [InlineData("👩‍🚀🏳️‍🌈 שלום مرحبا 日本語 é ﷽")]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("null")]
    public void Write_HostileText_ArrivesCharacterForCharacter(string words)
    {
        foreach (string tag in (string[])["{{description}}", "{{{description}}}", "{{#if description}}{{description}}{{/if}}", "{{~description~}}"])
        {
            Text(Write($"<{tag}>", Frame() with { Description = words })).ShouldBe($"<{words}>");
        }

        Text(Write("{{camera_notes}}", Frame() with { CameraNotes = words })).ShouldBe(words);
    }

    [Fact]
    public void Write_SixtyWordsWithMarkup_ArriveUnchanged()
    {
        string words = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"<i>word{i}</i>{{{{{i}}}}}"));
        Text(Shipped(Frame() with { Description = words })).ShouldBe(words);
    }

    [Fact]
    public void Write_EveryCombinationOfEmptyValues_LeavesNoLabelAndNoEmptyLine()
    {
        string[] labels = ["Then", "Camera", "Camera at the end", "Light", "Light at the end", "Characters", "Characters at the end", "Style", "Style at the end", "Amount of motion, from 0 to 1"];
        for (int mask = 0; mask < 1 << labels.Length; mask++)
        {
            string Value(int bit) => (mask & (1 << bit)) != 0 ? $"value {bit}" : "";
            Frame first = Frame() with { Description = "value", CameraNotes = Value(1), LightingMood = Value(3), CharactersPresent = Value(5), PromptSeed = Value(7) };
            Frame second = Frame() with { Description = Value(0), CameraNotes = Value(2), LightingMood = Value(4), CharactersPresent = Value(6), PromptSeed = Value(8) };
            var settings = new RenderSettings { MotionStrength = 0.25, MotionStrengthGiven = (mask & (1 << 9)) != 0 };

            string[] expected = ["value", .. labels.Select((label, bit) => $"{label}: {(bit == 9 ? "0.25" : Value(bit))}").Where((_, bit) => (mask & (1 << bit)) != 0)];

            Text(PromptWriter.Write([first, second], Preset, settings, ShippedCatalog.Read())).ShouldBe(string.Join('\n', expected));
        }
    }

    [Theory]
    [InlineData("{{nothing}}")]
    [InlineData("{{#if nothing}}x{{/if}}")]
    [InlineData("{{#if description}}x{{else}}{{nothing}}{{/if}}")]
    [InlineData("{{#if description}}never closed")]
    [InlineData("{{/if}}")]
    [InlineData("{{else}}")]
    [InlineData("{{#if}}x{{/if}}")]
    [InlineData("{{#if description}}x{{/unless}}")]
    [InlineData("{{")]
    [InlineData("{{description")]
    [InlineData("{{{description}}")]
    [InlineData("{{description.Length}}")]
    [InlineData("{{this}}")]
    [InlineData("{{@root}}")]
    [InlineData("{{> partial}}")]
    [InlineData("{{lookup this 'x'}}")]
    [InlineData("{{#each description}}{{#each ../description}}{{/each}}{{/each}}")]
    [InlineData("{{#with description}}x{{/with}}")]
    [InlineData("{{{{raw}}}}x{{{{/raw}}}}")]
    [InlineData("{{^if description}}x{{/if}}")]
    [InlineData("{{log description}}")]
    public void Write_TemplateThatCannotBeUsed_IsRefused(string template)
    {
        Problem problem = Write(template, Frame()).ShouldBeOfType<PromptResult.Refused>().Problem;
        problem.Code.ShouldBe("template_invalid");
        problem.Message.ShouldStartWith("Template 'test' version 1 cannot be used: ");
    }

    [Fact]
    public void Write_BombTemplates_AreRefused()
    {
        string deep = string.Concat(Enumerable.Repeat("{{#if description}}", 500)) + string.Concat(Enumerable.Repeat("{{/if}}", 500));
        string wide = string.Concat(Enumerable.Repeat("{{description}}", 1_000));
        Frame wordy = Frame() with { Description = new string('x', 20_000) };
        foreach (string template in (string[])[deep, wide, new string('x', 20_001)])
        {
            Write(template, wordy).ShouldBeOfType<PromptResult.Refused>().Problem.Code.ShouldBe("template_invalid");
        }
    }

    [Fact]
    public void Write_AnySoupOfTags_IsWrittenOrRefusedAndNeverBreaks()
    {
        string[] pieces = ["{{", "}}", "{{{", "}}}", "#if ", "/if", "else", "description", "unless", "#unless ", "/unless", "!", "--", "~", " ", "x", "\\", "\n", "^", ">", "{{#if description}}", "{{/if}}", "{{description}}"];
        var random = new Random(7);
        for (int i = 0; i < 1_500; i++)
        {
            string template = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            PromptResult result = Write(template, Frame());
            (result is PromptResult.Written or PromptResult.Refused { Problem.Code: "template_invalid" }).ShouldBeTrue(template);
        }
    }

    [Fact]
    public void Write_Comments_AreLeftOut() => Text(Write("a{{! one }}b{{!-- {{two}} --}}c", Frame())).ShouldBe("abc");

    [Fact]
    public void Write_Template_IsTheNewestOfTheModelElseTheNewestGeneric()
    {
        PromptTemplate[] templates = [Template("generic 1", 1), Template("generic 9", 9), Template("own 1", 1, Preset.Model), Template("own 2", 2, Preset.Model), Template("other", 99, "other/model")];
        Text(Write(templates, Preset)).ShouldBe("own 2");
        Text(Write(templates, Preset with { Model = "third/model" })).ShouldBe("generic 9");
        Write([templates[4]], Preset).ShouldBeOfType<PromptResult.Refused>().Problem.Code.ShouldBe("template_missing");
    }

    [Fact]
    public void Write_TooLong_CountsCharactersOrBytesAsTheModelDoes()
    {
        Frame frame = Frame() with { Description = "😀😀😀" };
        Write([Template("{{description}}", 1)], Preset with { PromptMaxCharacters = 3, PromptMaxBytes = 12 }, frame).ShouldBeOfType<PromptResult.Written>();
        Problem characters = Write([Template("{{description}}", 1)], Preset with { PromptMaxCharacters = 2 }, frame).ShouldBeOfType<PromptResult.Refused>().Problem;
        (characters.Code, characters.Pointer, characters.Message).ShouldBe(("prompt_too_long", "/storyboard_frames/0", "The prompt of 'SCENE_1_SHOT_1' has 3 characters; studio/one takes 2."));
        Write([Template("{{description}}", 1)], Preset with { PromptMaxBytes = 11 }, frame).ShouldBeOfType<PromptResult.Refused>().Problem.Message.ShouldBe("The prompt of 'SCENE_1_SHOT_1' has 12 bytes; studio/one takes 11.");
    }

    [Fact]
    public void Write_ValueOutsideItsIf_IsAWarning()
    {
        ImmutableArray<Warning> Warnings(string template) => Write(template, Frame()).ShouldBeOfType<PromptResult.Written>().Warnings;
        Warnings("{{description}}{{#if camera_notes}}{{camera_notes}}{{/if}}").ShouldBeEmpty();
        Warnings("Camera: {{camera_notes}} {{camera_notes}}").ShouldHaveSingleItem().ShouldSatisfyAllConditions(w => w.Code.ShouldBe("template_label_stays"), w => w.Message.ShouldContain("{{#if camera_notes}}"));
        Warnings("{{#if lighting_mood}}{{camera_notes}}{{/if}}").ShouldHaveSingleItem();
    }

    [Fact]
    public void Write_Motion_IsSaidOnlyWhenTheCallerNamedIt()
    {
        Text(Shipped(Frame())).ShouldBe("What it shows.");
        Text(PromptWriter.Write([Frame()], Preset, new RenderSettings { MotionStrength = 0, MotionStrengthGiven = true }, ShippedCatalog.Read())).ShouldBe("What it shows.\nAmount of motion, from 0 to 1: 0");
    }

    private static PromptResult Shipped(Frame frame) => PromptWriter.Write([frame], Preset, new RenderSettings(), ShippedCatalog.Read());

    private static PromptResult Write(string template, Frame frame) => Write([Template(template, 1)], Preset, frame);

    private static PromptResult Write(PromptTemplate[] templates, ModelPreset preset, Frame? frame = null) =>
        PromptWriter.Write([frame ?? Frame()], preset, new RenderSettings(), new CatalogSnapshot([], [.. templates]));

    private static PromptTemplate Template(string text, int version, string? model = null) => new($"t{version}", "test", version, text, model, Samples.Start);

    private static string Text(PromptResult result) => result.ShouldBeOfType<PromptResult.Written>().Text;

    private static Frame Frame() => new()
    {
        Id = "SCENE_1_SHOT_1",
        Scene = 1,
        Shot = 1,
        Image = null,
        Description = "What it shows.",
        CameraNotes = "",
        PromptSeed = "",
        LightingMood = "",
        CharactersPresent = "",
        DurationSeconds = null,
        Pointer = "/generated_frames/0",
        EntryPointer = "/storyboard_frames/0",
    };
}
