using System.Net;
using System.Text;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Hostile;

/// <summary>What a message costs before it is refused.</summary>
[Collection(AloneCollection.Name)]
public sealed class BodyMemoryTests
{
    [Fact]
    public async Task A_large_message_of_values_takes_no_more_memory_than_itself()
    {
        await using Site site = await Site.StartAsync();
        string token = site.Token("spender");
        byte[] body = Encoding.UTF8.GetBytes(BodyLimitTests.Envelope("mcp", $"[{string.Join(',', Enumerable.Repeat('1', 25_000_000))}]"));
        long before = GC.GetTotalAllocatedBytes(precise: true);

        using HttpResponseMessage answer = await BodyLimitTests.SendAsync(site, "mcp", new ByteArrayContent(body), token);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(6L * body.Length); // a stream that grows takes four times its length
    }
}
