using VideoGen.Fal.Tests.Harness;
using VideoGen.Providers;

namespace VideoGen.Fal.Tests.Queue;

public sealed class CancelTests
{
    [Theory]
    [InlineData(202, """{"status":"CANCELLATION_REQUESTED"}""", CancelResult.Requested)]
    [InlineData(200, """{"status":"OK"}""", CancelResult.Requested)]
    [InlineData(200, """{"success":true}""", CancelResult.Requested)]
    [InlineData(200, """{"success":false}""", CancelResult.Requested)]
    [InlineData(204, "", CancelResult.Requested)]
    [InlineData(400, """{"status":"ALREADY_COMPLETED"}""", CancelResult.AlreadyCompleted)]
    [InlineData(404, """{"status":"NOT_FOUND"}""", CancelResult.NotFound)]
    [InlineData(404, "", CancelResult.NotFound)]
    [InlineData(400, """{"detail":"?"}""", CancelResult.Unreachable)]
    [InlineData(401, "", CancelResult.Unreachable)]
    public async Task Every_documented_answer_is_understood(int status, string body, CancelResult result)
    {
        using var bench = new FalBench();
        bench.Fal.Answer(status, body);
        (await bench.Provider.CancelAsync(FalBench.Job(), default)).ShouldBe(result);
        var seen = bench.Fal.Seen.ShouldHaveSingleItem();
        seen.Method.ShouldBe(HttpMethod.Put);
        seen.Body.ShouldBeEmpty();
        seen.Address.ShouldBe(FalBench.Job().CancelUrl);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_again()
    {
        using var bench = new FalBench();
        bench.Fal.Throw(new IOException("x")).Answer(202, "{}");
        (await bench.Provider.CancelAsync(FalBench.Job(), default)).ShouldBe(CancelResult.Requested);
    }
}
