using System.Text;
using VideoGen.Contract;

namespace VideoGen.Tests.Contract;

public sealed class DamagedRequestTests
{
    [Fact]
    public void A_wrong_type_does_not_hide_what_is_wrong_with_the_other_frames()
    {
        string[] said = Problems("""
            {
              "generated_frames": [
                { "frame_id": "A", "image_url": "https://x.example/a.png", "scene_number": "one", "shot_order": 1 },
                { "frame_id": "B", "image_url": "https://x.example/b.png", "scene_number": 1, "shot_order": 1 },
                { "frame_id": "C", "scene_number": 1, "shot_order": 1 }
              ],
              "storyboard_frames": [ { "frame_id": "A", "description": "a" }, { "frame_id": "C", "description": "c", "duration_seconds": 99 } ],
              "video_settings": { "motion_strength": 7 }
            }
            """);

        said.ShouldBe(
            [
                "wrong_type /generated_frames/0/scene_number",
                "out_of_range /storyboard_frames/1/duration_seconds",
                "out_of_range /video_settings/motion_strength",
                "image_missing /generated_frames/2",
                "storyboard_entry_missing /generated_frames/1/frame_id",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_said_twice_about_a_damaged_frame()
    {
        Problems("""{ "generated_frames": [ { "frame_id": 5 } ], "storyboard_frames": [ { "frame_id": "A" }, { } ] }""").ShouldBe(
            [
                "image_missing /generated_frames/0", "wrong_type /generated_frames/0/frame_id", "member_missing /storyboard_frames/0/description",
                "member_missing /storyboard_frames/1/frame_id", "member_missing /storyboard_frames/1/description",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "generated_frames": 1, "storyboard_frames": {} }""")]
    [InlineData("""{ "generated_frames": [ null ], "storyboard_frames": [ [] ], "video_settings": [] }""")]
    public void A_request_damaged_beyond_recognition_is_refused_without_an_exception(string json) => Problems(json).ShouldNotBeEmpty();

    private static string[] Problems(string json) =>
        [.. new RequestReader(1_000_000).Read(Encoding.UTF8.GetBytes(json), null).ShouldBeOfType<ReadResult.Bad>().Problems.Select(p => $"{p.Code} {p.Pointer}")];
}
