using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>Every problem names its place, says what is wrong and what to do, and all are told at once.</summary>
public sealed class RequestProblemsTests
{
    [Fact]
    public void Read_ManyFaults_AreAllInOneAnswer()
    {
        const string Json = """
            {
              "generated_frames": [
                { "frame_id": "a" },
                { "frame_id": "b", "image_url": "ftp://x/y.png" },
                { "frame_id": "c", "image_url": "https://user:secret@x/y.png" },
                { "frame_id": "SCENE_1_SHOT_1", "image_base64": "no base64!" },
                { "frame_id": " ", "image_url": "https://x/y.png" }
              ],
              "storyboard_frames": [
                { "frame_id": "a", "description": "x" },
                { "frame_id": "a", "description": "x" },
                { "frame_id": "SCENE_1_SHOT_1", "description": " \u0000 " },
                { "frame_id": "c", "description": "c", "scene_number": 1, "shot_order": 1 }
              ]
            }
            """;

        Codes(Json).ShouldBe(
        [
            "image_missing /generated_frames/0",
            "frame_position_missing /generated_frames/0/scene_number",
            "frame_position_missing /generated_frames/0/shot_order",
            "storyboard_entry_missing /generated_frames/1/frame_id",
            "image_address_invalid /generated_frames/1/image_url",
            "image_address_invalid /generated_frames/2/image_url",
            "image_address_invalid /generated_frames/3/image_base64",
            "frame_position_repeated /generated_frames/3/shot_order",
            "wrong_length /generated_frames/4/frame_id",
            "frame_id_repeated /storyboard_frames/1/frame_id",
            "wrong_length /storyboard_frames/2/description",
        ]);
    }

    [Fact]
    public void Read_ManyFaultsOfForm_AreAllInOneAnswer()
    {
        const string Json = """
            {
              "generated_frames": [null, { "frame_id": "" }, { "image_url": 5 }],
              "storyboard_frames": { },
              "video_settings": { "motion_strength": 1.01, "grouping": "Adaptive", "duration_per_segment": 0, "allow_text_to_video": "yes", "max_runtime_seconds": 13 },
              "project_context": { "project_id": "../x", "episode_id": "e1\n" },
              "wait_seconds": 91,
              "plan_hash": ""
            }
            """;

        Codes(Json).ShouldBe(
        [
            "wrong_type /generated_frames/0",
            "image_missing /generated_frames/1",
            "wrong_length /generated_frames/1/frame_id",
            "member_missing /generated_frames/2/frame_id",
            "wrong_type /generated_frames/2/image_url",
            "wrong_type /storyboard_frames",
            "wrong_type /video_settings/allow_text_to_video",
            "out_of_range /video_settings/duration_per_segment",
            "not_allowed /video_settings/grouping",
            "out_of_range /video_settings/max_runtime_seconds",
            "out_of_range /video_settings/motion_strength",
            "wrong_form /project_context/episode_id",
            "wrong_form /project_context/project_id",
            "wrong_length /plan_hash",
            "out_of_range /wait_seconds",
        ]);
    }

    [Fact]
    public void Read_NoFrames_IsAProblem() =>
        Codes("""{"generated_frames":[],"storyboard_frames":[]}""").ShouldBe(["frames_missing /generated_frames"]);

    [Fact]
    public void Read_OnlyFramesWithoutStill_IsAProblemAndNamesThem()
    {
        ReadResult.Bad bad = RequestJson.Read("""{"generated_frames":[],"storyboard_frames":[{"frame_id":"a","description":"x"}]}""").ShouldBeOfType<ReadResult.Bad>();
        bad.Problems.ShouldHaveSingleItem().Code.ShouldBe("frames_missing");
        bad.Warnings.ShouldHaveSingleItem().Code.ShouldBe("frame_left_out");
    }

    [Fact]
    public void Read_OneFrameTwice_IsSaidOnce()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["generated_frames"]!.AsArray().Add(RequestJson.Still(1, 1));
        Codes(request.ToJsonString()).ShouldBe(["frame_id_repeated /generated_frames/1/frame_id"]);
    }

    [Fact]
    public void Read_LongEmojiText_CountsCharactersNotUnits()
    {
        JsonObject request = RequestJson.Of((1, 1));
        string id = string.Concat(Enumerable.Repeat("😀", 200));
        request["generated_frames"]![0]!["frame_id"] = id;
        request["storyboard_frames"]![0]!["frame_id"] = id;
        RequestJson.Good(request).Frames.ShouldHaveSingleItem();

        request["generated_frames"]![0]!["frame_id"] = id + "x";
        RequestJson.Read(request).ShouldBeOfType<ReadResult.Bad>().Problems[0].Message.ShouldBe("The text has 201 characters; 1 to 200 characters are allowed.");
    }

    [Fact]
    public void Read_LongValueInAMessage_IsCutBetweenCharacters()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["project_context"] = new JsonObject { ["project_id"] = new string('x', 59) + "😀" + new string('x', 500) };
        string message = RequestJson.Read(request).ShouldBeOfType<ReadResult.Bad>().Problems[0].Message;
        message.ShouldStartWith($"\"{new string('x', 59)}…\"");
    }

    private static ImmutableArray<string> Codes(string json)
    {
        ImmutableArray<Problem> problems = RequestJson.Read(json).ShouldBeOfType<ReadResult.Bad>().Problems;
        problems.ShouldAllBe(p => p.Message.EndsWith('.') && p.Remedy.Length > 0);
        return [.. problems.Select(p => $"{p.Code} {p.Pointer}")];
    }

    [Theory]
    [InlineData("CON")]
    [InlineData("nul")]
    [InlineData("Aux.txt")]
    [InlineData("prn.")]
    [InlineData("COM1")]
    [InlineData("com0.tar.gz")]
    [InlineData("LPT9")]
    [InlineData("film.")]
    [InlineData("film..")]
    public void Read_IdThatIsNoNameOfAFolderEverywhere_IsRefused(string id)
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["project_context"] = new JsonObject { ["project_id"] = id, ["episode_id"] = id };
        Codes(request.ToJsonString()).ShouldBe(["wrong_form /project_context/episode_id", "wrong_form /project_context/project_id"]);
    }

    [Theory]
    [InlineData("console")]
    [InlineData("nullable")]
    [InlineData("com10")]
    [InlineData("my.con")]
    [InlineData("film.v2")]
    public void Read_IdThatOnlyResemblesADevice_IsTaken(string id)
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["project_context"] = new JsonObject { ["project_id"] = id, ["episode_id"] = id };
        RequestJson.Good(request).ProjectId.ShouldBe(id);
    }
}
