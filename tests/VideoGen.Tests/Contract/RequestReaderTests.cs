using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Synthesis;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>What the agents before us really send, and what becomes of it.</summary>
public sealed class RequestReaderTests
{
    [Fact]
    public void Read_EverythingTheUpstreamAgentsSend_IsAcceptedWithoutWarning()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["generated_frames"]![0]!.AsObject().Add("negative_prompts", new JsonArray("blur"));
        request["generated_frames"]![0]!.AsObject().Add("quality_score", 0.93);
        request["generated_frames"]![0]!.AsObject().Add("provider_metadata", new JsonObject { ["seed"] = 4 });
        JsonObject entry = request["storyboard_frames"]![0]!.AsObject();
        entry["scene_number"] = 1;
        entry["shot_order"] = 1;
        entry["characters_present"] = new JsonArray(" Ada ", "", "Grace");
        entry["lighting_mood"] = "dusk";
        entry["transition_out"] = "cut";

        Storyboard storyboard = RequestJson.Good(request);

        storyboard.Warnings.ShouldBeEmpty();
        storyboard.Frames.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.CharactersPresent.ShouldBe("Ada, Grace"), f => f.LightingMood.ShouldBe("dusk"), f => f.Pointer.ShouldBe("/generated_frames/0"), f => f.EntryPointer.ShouldBe("/storyboard_frames/0"));
    }

    [Fact]
    public void Read_UnknownMembers_AreIgnoredAndNamed()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["mood/board"] = "x";
        request["$ref"] = "#";
        request["storyboard_frames"]![0]!["beat"] = new JsonObject { ["deep"] = 1 };

        RequestJson.Good(request).Warnings.ShouldBe(
        [
            new("member_ignored", "/storyboard_frames/0/beat", "'beat' is not known here and was ignored."),
            new("member_ignored", "/mood~1board", "'mood/board' is not known here and was ignored."),
            new("member_ignored", "/$ref", "'$ref' is not known here and was ignored."),
        ]);
    }

    [Fact]
    public void Read_NothingButTheFrames_FillsInEveryDefault()
    {
        Storyboard storyboard = RequestJson.Good(RequestJson.Of((1, 1)));

        storyboard.Settings.ShouldBe(new RenderSettings
        {
            DurationPerSegment = 3,
            MotionStrength = 0.6,
            MotionStrengthGiven = false,
            AllowTextToVideo = false,
            Grouping = Grouping.Fixed,
            MaxRuntimeSeconds = 12,
            MaxCostUsd = null,
            OnFailure = OnFailure.Halt,
        });
        (storyboard.ProjectId, storyboard.EpisodeId, storyboard.Wait, storyboard.AnotherTake).ShouldBe(("default", "default", null, false));
        new SynthesisCall(default).WaitFor(storyboard).ShouldBe(TimeSpan.FromSeconds(90));
        (storyboard.TraceId, storyboard.RequestKey, storyboard.PlanHash).ShouldBe((null, null, null));
    }

    [Fact]
    public void Read_ExplicitNulls_CountAsNotGiven()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["video_settings"] = null;
        request["project_context"] = new JsonObject { ["project_id"] = null, ["trace_id"] = null };
        request["storyboard_frames"]![0]!["camera_notes"] = null;
        request["storyboard_frames"]![0]!["characters_present"] = null;
        request["storyboard_frames"]![0]!["duration_seconds"] = null;
        request["generated_frames"]![0]!["image_base64"] = null;

        RequestJson.Good(request).Frames.ShouldHaveSingleItem().CameraNotes.ShouldBe("");
    }

    [Fact]
    public void Read_IntegersAsDecimals_AreTheSameNumber()
    {
        string text = RequestJson.Of((1, 2)).ToJsonString().Replace("\"scene_number\":1", "\"scene_number\":1.0", StringComparison.Ordinal).Replace("\"shot_order\":2", "\"shot_order\":0.2e1", StringComparison.Ordinal);
        RequestJson.Read(text).ShouldBeOfType<ReadResult.Good>().Storyboard.Frames.Select(f => (f.Scene, f.Shot)).ShouldBe([(1, 2)]);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("0.9999999999999999999999999")]
    public void Read_FractionsWhereAWholeNumberBelongs_AreRefused(string number)
    {
        string text = RequestJson.Of((1, 1)).ToJsonString().Replace("\"scene_number\":1", $"\"scene_number\":{number}", StringComparison.Ordinal);
        Bad(text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("wrong_type"), p => p.Pointer.ShouldBe("/generated_frames/0/scene_number"));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("1e-40")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("12.0001")]
    public void Read_SecondsOutOfRange_AreRefused(string number)
    {
        string text = RequestJson.Of((1, 1)).ToJsonString().Replace("\"camera_notes\"", $"\"duration_seconds\":{number},\"camera_notes\"", StringComparison.Ordinal);
        Bad(text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("out_of_range"), p => p.Pointer.ShouldBe("/storyboard_frames/0/duration_seconds"));
    }

    [Fact]
    public void Read_ByteOrderMark_IsDropped() =>
        RequestJson.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(RequestJson.Of((1, 1)).ToJsonString())]).ShouldBeOfType<ReadResult.Good>();

    [Fact]
    public void Read_EmojiAndRightToLeftText_ArriveUnchanged()
    {
        const string Words = "שלום 👩‍🚀 walks → \"مرحبا\" <b>bold</b> {{x}}";
        JsonObject request = RequestJson.Of((1, 1));
        request["storyboard_frames"]![0]!["description"] = $"  {Words}\u0007\r\n ";
        RequestJson.Good(request).Frames[0].Description.ShouldBe(Words);
    }

    [Fact]
    public void Read_LettersWithMarksApart_AreComposed()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["storyboard_frames"]![0]!["frame_id"] = "cafe\u0301";
        request["generated_frames"]![0]!["frame_id"] = "caf\u00e9";
        RequestJson.Good(request).Frames.ShouldHaveSingleItem().Id.ShouldBe("caf\u00e9");
    }

    [Fact]
    public void Read_ShuffledFrames_AreSortedBySceneThenShot() =>
        RequestJson.Good(RequestJson.Of((2, 1), (1, 10), (1, 2))).Frames.Select(f => f.Id).ShouldBe(["SCENE_1_SHOT_2", "SCENE_1_SHOT_10", "SCENE_2_SHOT_1"]);

    [Fact]
    public void Read_TooManyBytes_IsRefusedUnread() =>
        new RequestReader(10).Read(new byte[11], null).ShouldBeOfType<ReadResult.Bad>().Problems.ShouldHaveSingleItem().Code.ShouldBe("request_too_large");

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Read_NotAnObject_IsRefused(string json) =>
        Bad(json).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Code.ShouldBe("wrong_type"), p => p.Pointer.ShouldBe(""), p => p.Remedy.ShouldBe("Send an object."));

    [Fact]
    public void Read_FiftyMegabytesOfPicture_IsReadWithoutCopyingItManyTimes()
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonObject still = request["generated_frames"]![0]!.AsObject();
        still.Remove("image_url");
        still["image_base64"] = Convert.ToBase64String(new byte[37_000_000]);
        byte[] json = Encoding.UTF8.GetBytes(request.ToJsonString());

        long before = GC.GetAllocatedBytesForCurrentThread();
        RequestJson.Read(json).ShouldBeOfType<ReadResult.Good>();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBeLessThan(16L * json.Length);
    }

    [Fact]
    public void Read_FiftyMegabytesOfWrongFrames_GivesAReadableAnswer()
    {
        string frames = string.Join(',', Enumerable.Repeat("""{"frame_id":7,"why":"not"}""", 300_000));
        string json = $$"""{"generated_frames":[{{frames}}],"storyboard_frames":[{{new string(' ', 40_000_000)}}]}""";

        ReadResult.Bad bad = RequestJson.Read(json).ShouldBeOfType<ReadResult.Bad>();

        bad.Problems.Length.ShouldBe(1_001);
        bad.Problems[^1].ShouldSatisfyAllConditions(p => p.Code.ShouldBe("more_problems"), p => p.Remedy.ShouldNotBeEmpty());
        bad.Warnings.Length.ShouldBeLessThanOrEqualTo(1_001);
    }

    [Fact]
    public void Read_ThousandsOfUnknownMembers_AreCutWithAClosingLine()
    {
        JsonObject request = RequestJson.Of((1, 1));
        for (int i = 0; i < 3_000; i++)
        {
            request[$"extra{i}"] = i;
        }

        var warnings = RequestJson.Good(request).Warnings;
        warnings.Length.ShouldBe(1_001);
        warnings[^1].Code.ShouldBe("more_warnings");
    }

    [Fact]
    public void InputHash_CountsWhatIsAskedForAndNotHowTheCallIsMade()
    {
        JsonObject request = RequestJson.Of((1, 1));
        string hash = RequestJson.Good(request).InputHash;

        JsonObject sameCall = new() { ["wait_seconds"] = 5, ["request_key"] = "k", ["project_context"] = new JsonObject { ["trace_id"] = "t1" } };
        JsonObject otherTrace = new() { ["project_context"] = new JsonObject { ["trace_id"] = "t2" }, ["wait_seconds"] = 0 };
        foreach (var (name, value) in request)
        {
            sameCall[name] = value!.DeepClone();
            otherTrace.Insert(0, name, value.DeepClone());
        }

        RequestJson.Good(sameCall).InputHash.ShouldBe(RequestJson.Good(otherTrace).InputHash);
        request["wait_seconds"] = 3;
        RequestJson.Good(request).InputHash.ShouldBe(hash);
        request["storyboard_frames"]![0]!["description"] = "Something else.";
        RequestJson.Good(request).InputHash.ShouldNotBe(hash);
    }

    private static System.Collections.Immutable.ImmutableArray<Problem> Bad(string json) => RequestJson.Read(json).ShouldBeOfType<ReadResult.Bad>().Problems;
}
