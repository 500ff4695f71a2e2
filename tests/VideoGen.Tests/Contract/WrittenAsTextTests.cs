using System.Text;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Testing;

namespace VideoGen.Tests.Contract;

/// <summary>Objects and arrays that a client sent as text.</summary>
public sealed class WrittenAsTextTests
{
    [Fact]
    public void Read_TheWholeRequestAsText_IsTheRequest()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2));

        Storyboard meant = Good(JsonValue.Create(request.ToJsonString()));

        meant.InputHash.ShouldBe(RequestJson.Good(request).InputHash);
        meant.Frames.Length.ShouldBe(2);
        meant.Warnings.ShouldHaveSingleItem().ShouldBe(new Warning("json_in_text", "", "Sent as a text that holds JSON, and read as that JSON: the whole request. Send objects and arrays as such."));
    }

    [Fact]
    public void Read_MembersAndItemsAsText_AreReadWithOneWarningThatNamesThem()
    {
        JsonObject request = RequestJson.Of((1, 1), (1, 2));
        request["video_settings"] = new JsonObject { ["motion_strength"] = 0.3 };
        JsonObject asText = request.DeepClone().AsObject();
        asText["generated_frames"] = new JsonArray([.. request["generated_frames"]!.AsArray().Select(f => (JsonNode)f!.ToJsonString())]);
        asText["storyboard_frames"] = request["storyboard_frames"]!.ToJsonString();
        asText["video_settings"] = $"  {request["video_settings"]!.ToJsonString()}\n";

        Storyboard meant = Good(asText);

        meant.InputHash.ShouldBe(RequestJson.Good(request).InputHash);
        Warning warning = meant.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("json_in_text");
        string[] places = ["/generated_frames/0", "/generated_frames/1", "/storyboard_frames", "/video_settings"];
        places.ShouldAllBe(place => warning.Message.Contains(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_TextInsideText_IsReadAsWell()
    {
        JsonObject request = RequestJson.Of((1, 1));
        JsonObject asText = request.DeepClone().AsObject();
        asText["generated_frames"] = request["generated_frames"]!.ToJsonString();

        Good(JsonValue.Create(asText.ToJsonString())).InputHash.ShouldBe(RequestJson.Good(request).InputHash);
    }

    [Fact]
    public void Read_ATextWhereATextBelongs_StaysAsItIs()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["storyboard_frames"]![0]!["description"] = """{"a": [1]}""";

        Storyboard storyboard = RequestJson.Good(request);

        storyboard.Warnings.ShouldBeEmpty();
        storyboard.Frames[0].Description.ShouldBe("""{"a": [1]}""");
    }

    [Theory]
    [InlineData("generated_frames", "[{", "wrong_type")]
    [InlineData("generated_frames", "{}", "wrong_type")]
    [InlineData("generated_frames", "", "wrong_type")]
    [InlineData("video_settings", """{"motion_strength":0.1,"motion_strength":0.2}""", "wrong_type")]
    [InlineData("video_settings", """{"motion_strength":"high"}""", "wrong_type")]
    [InlineData("video_settings", """{"motion_strength":2}""", "out_of_range")]
    public void Read_ATextThatHoldsNothingUsable_IsRefused(string member, string text, string code)
    {
        JsonObject request = RequestJson.Of((1, 1));
        request[member] = text;

        Read(request).ShouldBeOfType<ReadResult.Bad>().Problems.ShouldContain(p => p.Code == code && p.Pointer.StartsWith($"/{member}", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_MoreTextsThanAnyStoryboardHas_AreNotBuiltUpInMemory()
    {
        JsonObject request = RequestJson.Of((1, 1));
        request["generated_frames"] = new JsonArray([.. Enumerable.Range(0, 3).Select(_ => (JsonNode)$$"""{"frame_id":"A","x":[{{string.Join(',', Enumerable.Repeat("1", 40_000))}}]}""")]);

        Read(request).ShouldBeOfType<ReadResult.Bad>().Problems.ShouldContain(p => p.Code == "wrong_type" && p.Pointer == "/generated_frames/2");
    }

    private static ReadResult Read(JsonNode request) => new RequestReader(1_000_000).Read(Encoding.UTF8.GetBytes(request.ToJsonString()), null);

    private static Storyboard Good(JsonNode request) => Read(request).ShouldBeOfType<ReadResult.Good>().Storyboard;
}
