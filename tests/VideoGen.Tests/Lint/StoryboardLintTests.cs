using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Lint;
using VideoGen.Planning;
using VideoGen.Testing;

namespace VideoGen.Tests.Lint;

/// <summary>Single rules, without those of the camera, which need whoever understands it.</summary>
public sealed class StoryboardLintTests
{
    [Theory]
    [InlineData("TBD", "description-empty")]
    [InlineData("Shot 12b", "description-empty")]
    [InlineData("SCENE_1_SHOT_1", "description-empty")]
    [InlineData("A woman reads a letter by the window, masterpiece, 8k.", "hype-words")]
    [InlineData("A woman reads a letter by the window, 24 fps.", "settings-in-text")]
    [InlineData("A severed hand lies on the wet stones.", "refused-words")]
    [InlineData("He opens the door, sits down and pours a drink.", "action-several")]
    [InlineData("He looks at the door, then he opens it, then he runs.", "action-several")]
    [InlineData("The boat turns into the wind. The boat turns into the wind.", "description-repeated")]
    public void Words_are_found(string description, string rule) =>
        Of(Request(e => e["description"] = description)).Select(f => f.Rule).ShouldBe([rule]);

    [Theory]
    [InlineData("Ava.")]
    [InlineData("The forged masterpiece hangs over the safe, lit by one spot.")]
    [InlineData("A train clock shows 9:16 in the evening.")]
    [InlineData("Seen with the naked eye, the comet is a smear.")]
    [InlineData("\"First I pack, then I leave, then I forget you\", she says.")]
    [InlineData("Every now and then a drop falls.")]
    [InlineData("一位老妇人在窗边读信。")]
    public void Good_words_are_left_alone(string description) => Of(Request(e => e["description"] = description)).ShouldBeEmpty();

    [Fact]
    public void A_long_description_is_told_with_its_words() =>
        Of(Request(e => e["description"] = string.Join(' ', Enumerable.Range(0, 81).Select(i => $"word{i}")))).ShouldHaveSingleItem()
            .ShouldBe(LintRules.DescriptionLong.At("/storyboard_frames/0/description", "The description has 81 words."));

    [Fact]
    public void Neighbours_with_the_same_words_are_told_at_the_second()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2), (2, 1));
        foreach (JsonNode? entry in request["storyboard_frames"]!.AsArray())
        {
            entry!["description"] = "A lighthouse in the storm.";
        }

        Of(request).ShouldHaveSingleItem().Pointer.ShouldBe("/storyboard_frames/1/description");
        request["storyboard_frames"]![1]!["camera_notes"] = "pan left";
        Of(request).ShouldBeEmpty();
    }

    [Fact]
    public void Paid_seconds_that_nobody_wants_are_told_and_free_ones_are_not()
    {
        JsonObject request = Request(e => e["duration_seconds"] = 2);
        Of(request, Presets.Selling(Presets.Seconds(4))).ShouldHaveSingleItem().Message.ShouldBe("4 s are paid for and 2 s wanted, from 'SCENE_1_SHOT_1' on.");
        Of(request).ShouldBeEmpty();
    }

    [Fact]
    public void Seconds_that_only_just_fit_are_told()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2));
        foreach (JsonNode? entry in request["storyboard_frames"]!.AsArray())
        {
            entry!["duration_seconds"] = 1.9;
        }

        Of(request).ShouldHaveSingleItem().Rule.ShouldBe("near-overflow");
    }

    [Fact]
    public void Rules_are_switched_off_by_their_ids() =>
        Of(Request(e => e["description"] = "TBD"), off: ["description-empty"]).ShouldBeEmpty();

    [Fact]
    public void An_unknown_id_is_found() => LintRules.Unknown(["slot-waste", "slot_waste"]).ShouldBe(["slot_waste"]);

    private static JsonObject Request(Action<JsonNode> change)
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonNode entry = request["storyboard_frames"]![0]!;
        entry["duration_seconds"] = 2;
        change(entry);
        return request;
    }

    private static ImmutableArray<LintFinding> Of(JsonNode request, ProviderConfig? provider = null, params ImmutableArray<string> off)
    {
        Storyboard storyboard = RequestJson.Good(request);
        var plan = (PlanResult.Planned)Planner.Plan(storyboard, provider ?? Presets.Shipped("animatic"), ShippedCatalog.Read());
        return new StoryboardLint(camera: null).Run(new LintBoard([plan.Segments], storyboard.Settings.MaxRuntimeSeconds), off);
    }
}
