using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Providers;

namespace VideoGen.Tests.Providers;

public sealed class PresetPayloadTests
{
    private static readonly ModelPreset Listed = new()
    {
        Model = "vendor/model",
        Mode = PresetMode.ImageToVideo,
        FrameListField = "frames",
        FirstFrameField = "first",
        LastFrameField = "last",
        Duration = new PresetDuration { Form = DurationForm.Number, Field = "duration", Min = 2, Max = 10 },
        Inputs = new JsonObject { ["ratio"] = "1280:720" },
        Price = new PresetPrice { UsdPerSecond = 0.05m },
        Output = new PresetOutput(1280, 720, 24),
    };

    [Fact]
    public void Pictures_of_a_list_stand_in_it_with_their_roles()
    {
        PresetCheck.Check(Listed, "").ShouldBeEmpty();

        PresetPayload.Build(Order(), ["a", "b"], (role, picture) => new JsonObject { ["position"] = role, ["uri"] = picture }).ToJsonString().ShouldBe(
            """{"prompt":"a slow push","frames":[{"position":"first","uri":"a"},{"position":"last","uri":"b"}],"duration":3,"ratio":"1280:720"}""");
    }

    [Fact]
    public void Without_a_list_each_picture_has_a_field_of_its_own() =>
        PresetPayload.Build(Order() with { Preset = Listed with { FrameListField = null } }, ["a"]).ToJsonString().ShouldBe(
            """{"prompt":"a slow push","first":"a","duration":3,"ratio":"1280:720"}""");

    private static SegmentOrder Order() => new()
    {
        JobId = "job",
        Preset = Listed,
        Prompt = "a slow push",
        Stills = [],
        CameraNotes = [],
        SlotSeconds = 3,
        MotionStrength = 0.5,
    };
}
