using System.Text.Json.Nodes;
using VideoGen.Fal.Errors;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

/// <summary>Every row of both documented tables.</summary>
public sealed class ErrorTableTests
{
    [Theory]
    [InlineData("internal_server_error", 500, null)]
    [InlineData("generation_timeout", 504, null)]
    [InlineData("downstream_service_error", 500, null)]
    [InlineData("downstream_service_error", 400, null)]
    [InlineData("downstream_service_unavailable", 500, null)]
    [InlineData("content_policy_violation", 422, false)]
    [InlineData("no_media_generated", 422, false)]
    [InlineData("image_too_small", 422, false)]
    [InlineData("image_too_large", 422, false)]
    [InlineData("image_load_error", 422, false)]
    [InlineData("file_download_error", 422, false)]
    [InlineData("face_detection_error", 422, false)]
    [InlineData("file_too_large", 422, false)]
    [InlineData("greater_than", 422, false)]
    [InlineData("greater_than_equal", 422, false)]
    [InlineData("less_than", 422, false)]
    [InlineData("less_than_equal", 422, false)]
    [InlineData("multiple_of", 422, false)]
    [InlineData("sequence_too_short", 422, false)]
    [InlineData("sequence_too_long", 422, false)]
    [InlineData("one_of", 422, false)]
    [InlineData("feature_not_supported", 422, false)]
    [InlineData("invalid_archive", 422, false)]
    [InlineData("archive_file_count_below_minimum", 422, false)]
    [InlineData("archive_file_count_exceeds_maximum", 422, false)]
    [InlineData("audio_duration_too_long", 422, false)]
    [InlineData("audio_duration_too_short", 422, false)]
    [InlineData("video_duration_too_long", 422, false)]
    [InlineData("video_duration_too_short", 422, false)]
    [InlineData("unsupported_audio_format", 422, false)]
    [InlineData("unsupported_image_format", 422, false)]
    [InlineData("unsupported_video_format", 422, false)]
    [InlineData("value_error.missing", 422, false)]
    [InlineData("literal_error", 422, false)]
    [InlineData("something_new", 422, false)]
    public void Model_errors(string type, int status, bool? retryable)
    {
        var failure = FalFailures.From(new FalFault { Status = status, Body = Model(type) });
        failure.ProviderCode.ShouldBe(type);
        failure.Retryable.ShouldBe(retryable);
        failure.Error.ShouldBe(type == "content_policy_violation" ? FailureError.ContentRejected : FailureError.ProviderError);
        failure.Billed.ShouldBe(status >= 500 ? Billed.No : Billed.Unknown);
        failure.Message.ShouldContain("the sentence");
        FalFailures.From(new FalFault { Status = status, Body = Model(type), Retryable = true }).Retryable.ShouldBe(true, "the header decides");
    }

    [Theory]
    [InlineData("request_timeout", 504, true)]
    [InlineData("startup_timeout", 504, true)]
    [InlineData("runner_scheduling_failure", 503, true)]
    [InlineData("runner_connection_timeout", 503, true)]
    [InlineData("runner_connection_refused", 503, true)]
    [InlineData("runner_connection_error", 503, true)]
    [InlineData("runner_disconnected", 503, true)]
    [InlineData("runner_incomplete_response", 502, true)]
    [InlineData("runner_server_error", 500, true)]
    [InlineData("internal_error", 500, true)]
    [InlineData("client_disconnected", 499, false)]
    [InlineData("client_cancelled", 499, false)]
    [InlineData("bad_request", 400, false)]
    [InlineData("concurrent_requests_limit", 429, true)]
    public void Request_errors(string type, int status, bool retryable)
    {
        var failure = FalFailures.From(new FalFault { Status = status, ErrorType = type, Body = new JsonObject { ["detail"] = "the sentence" } });
        failure.ProviderCode.ShouldBe(type);
        failure.Retryable.ShouldBe(retryable);
        failure.Message.ShouldBe($"fal answered {status} ({type}): the sentence");
        failure.Billed.ShouldBe(status >= 500 ? Billed.No : Billed.Unknown);
        failure.Error.ShouldBe(type == "client_cancelled" ? FailureError.Cancelled : FailureError.ProviderError);
        FalFailures.From(new FalFault { ErrorType = type, ErrorText = "x" }).Billed.ShouldBe(status >= 500 ? Billed.No : Billed.Unknown);
    }

    [Theory]
    [InlineData("2.5", Billed.Yes)]
    [InlineData("0", Billed.No)]
    public void The_billing_header_settles_it(string units, Billed billed) =>
        FalFailures.From(new FalFault { Status = 422, BillableUnits = decimal.Parse(units) }).ShouldSatisfyAllConditions(
            f => f.Billed.ShouldBe(billed), f => f.BilledUnits.ShouldBe(decimal.Parse(units)));

    [Fact]
    public void A_plain_detail_and_several_entries_are_read()
    {
        FalFailures.From(new FalFault { Status = 400, Body = new JsonObject { ["detail"] = "Just text" } }).Message.ShouldBe("fal answered 400: Just text");
        var body = JsonNode.Parse("""{"detail":[{"loc":["body","duration"],"msg":"bad","type":"one_of","ctx":{"expected":["4s","6s"]}},{"loc":["body","multi_prompt",0,"prompt"],"msg":"long"}]}""");
        FalFailures.From(new FalFault { Status = 422, Body = body!.AsObject() }).Message
            .ShouldBe("""fal answered 422: duration: bad (expected ["4s","6s"]); multi_prompt.0.prompt: long""");
    }

    [Theory]
    [InlineData("""{"detail":5}""")]
    [InlineData("""{"detail":[1,null,"x"]}""")]
    [InlineData("""{"detail":[{"loc":"x","msg":7,"type":null,"ctx":[]}]}""")]
    [InlineData("{}")]
    public void Odd_bodies_break_nothing(string body) =>
        FalFailures.From(new FalFault { Status = 422, Body = JsonNode.Parse(body)!.AsObject(), Raw = body }).Message.ShouldStartWith("fal answered 422");

    [Fact]
    public void A_page_of_a_gateway_is_not_quoted() =>
        FalFailures.From(new FalFault { Status = 502, Raw = "<html>x</html>" }).Message.ShouldBe("fal answered 502: no reason given.");

    private static JsonObject Model(string type) => new()
    {
        ["detail"] = new JsonArray(new JsonObject { ["loc"] = new JsonArray("body", "prompt"), ["msg"] = "the sentence", ["type"] = type }),
    };
}
