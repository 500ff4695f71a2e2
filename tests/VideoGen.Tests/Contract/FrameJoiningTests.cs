using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>How stills and storyboard entries become frames, and what becomes of the rest.</summary>
public sealed class FrameJoiningTests
{
    [Fact]
    public void Position_ComesFromTheStillThenTheEntryThenTheId()
    {
        JsonObject request = RequestJson.Of((7, 8));
        JsonObject still = request["generated_frames"]![0]!.AsObject();
        JsonObject entry = request["storyboard_frames"]![0]!.AsObject();
        entry["scene_number"] = 3;
        entry["shot_order"] = 4;
        still["scene_number"] = 1;
        still["shot_order"] = 2;
        KeyedLimiter(request).ShouldBe([(1, 2)]);
        still.Remove("scene_number");
        KeyedLimiter(request).ShouldBe([(3, 2)]);
        still.Remove("shot_order");
        KeyedLimiter(request).ShouldBe([(3, 4)]);
        entry.Remove("scene_number");
        entry.Remove("shot_order");
        KeyedLimiter(request).ShouldBe([(7, 8)]);
        still["frame_id"] = " scene_07_shot_008\u0000";
        entry["frame_id"] = " scene_07_shot_008\u0000";
        KeyedLimiter(request).ShouldBe([(7, 8)]);
    }

    [Theory]
    [InlineData("SCENE_1_SHOT_")]
    [InlineData("SCENE_1_SHOT_2_B")]
    [InlineData("SCENE_9999999_SHOT_9999999")]
    [InlineData("SCENE_-1_SHOT_-2")]
    public void Position_NotInTheId_IsMissing(string id)
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonObject still = request["generated_frames"]![0]!.AsObject();
        still.Remove("scene_number");
        still.Remove("shot_order");
        still["frame_id"] = id;
        request["storyboard_frames"]![0]!["frame_id"] = id;
        RequestJson.Read(request).ShouldBeOfType<ReadResult.Bad>().Problems.Select(p => (p.Code, p.Pointer)).ShouldBe(
            [("frame_position_missing", "/generated_frames/0/scene_number"), ("frame_position_missing", "/generated_frames/0/shot_order")]);
    }

    [Fact]
    public void EntriesWithoutStill_AreLeftOutInOrderWithTheReason()
    {
        JsonObject request = RequestJson.Of((3, 1), (2, 2), (1, 1), (2, 1));
        JsonArray stills = request["generated_frames"]!.AsArray();
        stills.RemoveAt(3);
        stills.RemoveAt(1);
        stills.RemoveAt(0);

        Storyboard storyboard = RequestJson.Good(request);

        storyboard.LeftOut.Select(f => f.FrameId).ShouldBe(["SCENE_2_SHOT_1", "SCENE_2_SHOT_2", "SCENE_3_SHOT_1"]);
        storyboard.LeftOut.ShouldAllBe(f => f.Status == FrameStatus.LeftOut && f.Message!.Contains("allow_text_to_video"));
        storyboard.Warnings.Select(w => w.Code).ShouldBe(["frame_left_out", "frame_left_out", "frame_left_out"]);
    }

    [Fact]
    public void EntriesWithoutStill_AreFramesWhenWordsMayBecomeVideo()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2));
        request["generated_frames"]!.AsArray().RemoveAt(0);
        request["video_settings"] = new JsonObject { ["allow_text_to_video"] = true };

        Storyboard storyboard = RequestJson.Good(request);

        storyboard.LeftOut.ShouldBeEmpty();
        storyboard.Frames.Select(f => (f.Id, f.Image is null, f.Pointer)).ShouldBe(
            [("SCENE_1_SHOT_1", true, "/storyboard_frames/0"), ("SCENE_1_SHOT_2", false, "/generated_frames/0")]);
    }

    private static IEnumerable<(int Scene, int Shot)> KeyedLimiter(JsonObject request) => RequestJson.Good(request).Frames.Select(f => (f.Scene, f.Shot));
}
