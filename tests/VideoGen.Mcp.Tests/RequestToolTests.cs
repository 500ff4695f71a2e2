using ModelContextProtocol.Protocol;
using VideoGen.Contract;
using VideoGen.Mcp.Tools;

namespace VideoGen.Mcp.Tests;

public sealed class RequestToolTests
{
    [Fact]
    public async Task What_a_call_did_not_wait_for_is_there_later()
    {
        await using Wire wire = await Wire.ConnectAsync();
        CallToolResult first = await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(2, waitSeconds: 0));
        SynthesisAnswer pending = first.Value(WireJson.Default.SynthesisAnswer);
        pending.Status.ShouldBe(RequestStatus.InProgress);
        first.Text().ShouldContain($"call get_video_segments with request_id \"{pending.RequestId}\"");

        SynthesisAnswer now = await GetAsync(wire, pending.RequestId, 0);
        SynthesisAnswer later = await GetAsync(wire, pending.RequestId, 90);

        now.Status.ShouldBe(RequestStatus.InProgress);
        later.VideoSegments.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.3, 0, "Cost: estimated $0.30, billed not known yet, still set aside $0.30.")]
    [InlineData(0, 0.3, "Cost: estimated $0.30, billed $0.30.")]
    [InlineData(0, 0, "Cost: estimated $0.30, billed free of charge.")]
    public async Task Only_what_is_settled_is_called_free_of_charge(double reserved, double billed, string text)
    {
        await using Wire wire = await Wire.ConnectAsync();
        SynthesisAnswer answer = (await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(2, waitSeconds: 0)))
            .Value(WireJson.Default.SynthesisAnswer);

        AnswerText.Of(answer with { Cost = answer.Cost with { EstimatedUsd = 0.3m, ReservedUsd = (decimal)reserved, BilledUsd = (decimal)billed } }).ShouldContain(text);
    }

    [Fact]
    public async Task A_request_is_cancelled_by_its_own_tool()
    {
        await using Wire wire = await Wire.ConnectAsync();
        SynthesisAnswer pending = (await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(2, waitSeconds: 0)))
            .Value(WireJson.Default.SynthesisAnswer);

        CallToolResult result = await wire.Client.CallToolAsync("cancel_video_segments", Asked(pending.RequestId));

        result.Value(WireJson.Default.SynthesisAnswer).Status.ShouldBe(RequestStatus.Finished);
        result.Text().ShouldContain("SEGMENT_1: cancelled, billed: no.");
    }

    [Theory]
    [InlineData("get_video_segments")]
    [InlineData("cancel_video_segments")]
    public async Task An_unknown_request_is_refused_with_a_remedy(string tool)
    {
        await using Wire wire = await Wire.ConnectAsync();

        CallToolResult result = await wire.Client.CallToolAsync(tool, Asked("req_none"));

        result.IsError.ShouldBe(true);
        result.Text().ShouldContain("/request_id [request_unknown]");
        result.Text().ShouldContain("Use the request_id that was answered.");
    }

    [Fact]
    public async Task Every_problem_of_a_query_is_told_at_once()
    {
        await using Wire wire = await Wire.ConnectAsync();

        CallToolResult result = await wire.Client.CallToolAsync(
            "get_video_segments", new Dictionary<string, object?> { ["id"] = "req_1", ["wait_seconds"] = 91 });

        result.IsError.ShouldBe(true);
        result.Text().ShouldContain("Refused: 2 problems.");
        result.Text().ShouldContain("/id [member_unknown]");
        result.Text().ShouldContain("/wait_seconds [out_of_range]");
    }

    [Fact]
    public async Task Null_for_an_optional_argument_is_as_good_as_nothing()
    {
        await using Wire wire = await Wire.ConnectAsync();
        SynthesisAnswer made = (await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(1)))
            .Value(WireJson.Default.SynthesisAnswer);

        CallToolResult result = await wire.Client.CallToolAsync(
            "get_video_segments", new Dictionary<string, object?> { ["request_id"] = made.RequestId, ["wait_seconds"] = null });

        result.Value(WireJson.Default.SynthesisAnswer).RequestId.ShouldBe(made.RequestId);
    }

    [Fact]
    public async Task Without_an_id_the_newest_requests_are_listed()
    {
        await using Wire wire = await Wire.ConnectAsync();
        (await wire.Client.CallToolAsync("get_video_segments")).Text().ShouldContain("You have ordered nothing yet.");
        await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(3));
        await wire.Client.CallToolAsync("synthesize_video_segments", Storyboards.Of(2, waitSeconds: 0));

        CallToolResult result = await wire.Client.CallToolAsync("get_video_segments");

        result.Value(WireJson.Default.RequestList).Requests.Select(r => (r.RequestId, r.Status, r.Delivered, r.Segments)).ShouldBe(
            [("req_0002", RequestStatus.InProgress, 0, 1), ("req_0001", RequestStatus.Finished, 2, 2)]);
        result.Text().ShouldContain("- req_0002: in_progress, 0 of 1 segments delivered");
        result.Content.OfType<ResourceLinkBlock>().Select(l => l.Uri).ShouldBe(["videogen://requests/req_0002", "videogen://requests/req_0001"]);
    }

    private static Dictionary<string, object?> Asked(string requestId) => new() { ["request_id"] = requestId };

    private static async Task<SynthesisAnswer> GetAsync(Wire wire, string requestId, int wait) =>
        (await wire.Client.CallToolAsync(
            "get_video_segments", new Dictionary<string, object?> { ["request_id"] = requestId, ["wait_seconds"] = wait }))
        .Value(WireJson.Default.SynthesisAnswer);
}
