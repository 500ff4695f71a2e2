using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Prompting;

namespace VideoGen.Tests.Prompting;

/// <summary>The shipped templates of models whose vendors ask for another way of prompting than the generic one.</summary>
public sealed class VendorTemplateTests
{
    [Theory]
    [InlineData("gen4_turbo")]
    [InlineData("gen4.5")]
    [InlineData("runway/gen-4.5")]
    public void Runways_own_models_are_told_the_camera_first_and_not_what_the_picture_shows(string model) =>
        Write(model).ShouldBe(
            """
            Camera: slow pan right
            The keeper turns the lamp.
            Then: The beam finds the boat.
            Camera at the end: push-in
            The light becomes: one beam
            Amount of motion, from 0 to 1: 0.4
            flat vector
            """);

    [Theory]
    [InlineData("alibaba/wan-2.7")]
    [InlineData("alibaba/wan-3.0")]
    public void Wan_is_told_the_motion_and_where_it_leads(string model) =>
        Write(model).ShouldBe(
            """
            The keeper turns the lamp.
            By the last frame: The beam finds the boat.
            Camera: slow pan right
            Camera by the last frame: push-in
            Light by the last frame: one beam
            Amount of motion, from 0 to 1: 0.4
            Style: flat vector
            """);

    [Fact]
    public void A_template_of_a_model_is_for_a_shipped_model_and_has_a_name_of_its_own()
    {
        CatalogSnapshot shipped = ShippedCatalog.Read();
        string[] models = [.. shipped.Providers.SelectMany(p => p.ModelPresets).Select(p => p.Model)];

        shipped.Templates.Select(t => t.Model).OfType<string>().ShouldBeSubsetOf(models);
        shipped.Templates.Select(t => t.Name).ShouldBeUnique();
        shipped.Templates.Count(t => t.Model is null).ShouldBe(1);
    }

    private static string Write(string model)
    {
        ModelPreset preset = ShippedCatalog.Read().Providers.SelectMany(p => p.ModelPresets).First(p => p.Model == model);
        var settings = new RenderSettings { MotionStrength = 0.4, MotionStrengthGiven = true };
        PromptResult result = PromptWriter.Write(
            [Frame("The keeper turns the lamp.", "slow pan right", "lightning"), Frame("The beam finds the boat.", "push-in", "one beam")], preset, settings, ShippedCatalog.Read());
        var written = result.ShouldBeOfType<PromptResult.Written>();
        written.Warnings.ShouldBeEmpty();
        return written.Text;
    }

    private static Frame Frame(string description, string camera, string light) => new()
    {
        Id = description,
        Scene = 1,
        Shot = 1,
        Image = null,
        Description = description,
        CameraNotes = camera,
        PromptSeed = "flat vector",
        LightingMood = light,
        CharactersPresent = "the keeper",
        DurationSeconds = null,
        Pointer = "",
        EntryPointer = "",
    };
}
