using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Payload.Media;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Media;

public sealed class MediaValuesTests
{
    [Theory]
    [InlineData("\"Scene {scene_number}, shot {shot_order} of {project_id}/{episode_id}\"", "\"Scene 1, shot 1 of atlas/e1\"")]
    [InlineData("\"{scene_number}\"", "1")]
    [InlineData("\"{duration_seconds}\"", "3")]
    [InlineData("\"{filename} {segment_id} {unheard_of} {}\"", "\"segment_1_1.mp4 SEGMENT_1 {unheard_of} {}\"")]
    [InlineData("true", "true")]
    [InlineData("[{ \"relationTo\": \"shots\", \"value\": \"{shot_order}\" }]", "[{\"relationTo\":\"shots\",\"value\":1}]")]
    [InlineData("null", "null")]
    public void A_value_is_filled_and_keeps_its_kind(string value, string filled) =>
        JsonSerializer.Serialize(Of(value)).ShouldBe(filled);

    [Fact]
    public void What_is_no_placeholder_is_found_however_deep_it_stands() =>
        MediaValues.Unknown(JsonElement.Parse("""{ "a": ["{take}", { "b": "{scene} {shot}" }] }""")).ShouldBe(["scene", "shot"]);

    private static JsonNode? Of(string value) =>
        new MediaValues(ImmutableDictionary<string, JsonElement>.Empty.Add("field", JsonElement.Parse(value))).Of(Samples.NewClip("/clip.mp4", [1])).Single().Value;
}
