using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

public sealed class DeliveryTests : IDisposable
{
    private readonly FalBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_success_brings_the_clip_and_the_way_to_the_job()
    {
        var reading = Read($$$"""{"request_id":"{{{FalBench.Id}}}","gateway_request_id":"other","status":"OK","payload":{"video":{"url":"https://v/a.mp4"}},"new":1}""")!;
        reading.Job.ShouldBe(FalBench.Job());
        reading.Status.ShouldBeOfType<JobStatus.Succeeded>().Clip.Address.AbsoluteUri.ShouldBe("https://v/a.mp4");
    }

    [Fact]
    public void A_failure_brings_its_reason()
    {
        var failure = Read("""{"request_id":"a","status":"ERROR","error":"Invalid status code: 422","payload":{"detail":[{"loc":["body","prompt"],"msg":"field required","type":"value_error.missing"}]}}""")!
            .Status.ShouldBeOfType<JobStatus.Failed>().Failure;
        failure.Message.ShouldBe("fal answered 422: prompt: field required");
        failure.ProviderCode.ShouldBe("value_error.missing");
        failure.Billed.ShouldBe(Billed.Unknown);
    }

    [Theory]
    [InlineData("""{"request_id":"a","status":"OK","payload":null,"payload_error":"Response payload is not JSON serializable"}""")]
    [InlineData("""{"request_id":"a","status":"ERROR","payload":null,"error":"Invalid status code: 404"}""")]
    [InlineData("""{"request_id":"a","status":"ERROR","payload":null,"payload_error":"x"}""")]
    [InlineData("""{"request_id":"a","status":"OK","payload":{"images":[]}}""")]
    [InlineData("""{"request_id":"a","status":"SOMETHING"}""")]
    public void Without_a_usable_payload_the_result_is_to_be_fetched(string body) => Read(body)!.Status.ShouldBeOfType<JobStatus.Unreachable>();

    [Fact]
    public void A_cancelled_job_says_so() =>
        Read("""{"request_id":"a","status":"ERROR","error":"Invalid status code: 499","payload":{"detail":"x","error_type":"client_cancelled"}}""")!
            .Status.ShouldBeOfType<JobStatus.Cancelled>();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"request_id":5}""")]
    [InlineData("""{"request_id":""}""")]
    public void What_names_no_job_is_no_reading(string body) => Read(body).ShouldBeNull();

    private DeliveryReading? Read(string body) => _bench.Provider.ReadDelivery(FalBench.Submission(), body);
}
