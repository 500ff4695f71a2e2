using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tests;

public sealed class ExportResourceTests
{
    [Theory]
    [InlineData("videogen://export?request_id=req_a&format=otio", "req_a as Otio")]
    [InlineData("videogen://export?format=fcpxml_plain&project_id=atlas&episode_id=e1&rate=24000%2F1001", "atlas as FcpxmlPlain")]
    public async Task A_film_is_read_by_its_address_and_not_to_be_kept(string uri, string expected)
    {
        await using Wire wire = await Wire.ConnectAsync(revision: "2026-07-28");

        ReadResourceResult result = await wire.Client.ReadResourceAsync(uri);

        var text = (TextResourceContents)result.Contents.ShouldHaveSingleItem();
        (text.Uri, text.Text, text.MimeType, result.TimeToLive, result.CacheScope).ShouldBe((uri, expected, "text/plain", TimeSpan.Zero, CacheScope.Private));
    }

    [Theory]
    [InlineData("videogen://export", "/format [not_allowed]", "It is not said what to export.")]
    [InlineData("videogen://export?request_id=a&format=aaf", "/format [not_allowed]", "otio, fcpxml, fcpxml_plain, edl, csv")]
    [InlineData("videogen://exports", "Unknown resource", "")]
    public async Task What_cannot_be_meant_is_named(string uri, string place, string words)
    {
        await using Wire wire = await Wire.ConnectAsync();

        var error = await Should.ThrowAsync<McpProtocolException>(async () => await wire.Client.ReadResourceAsync(uri));

        error.ErrorCode.ShouldBe(McpErrorCode.InvalidParams);
        error.Message.ShouldContain(place);
        error.Message.ShouldContain(words);
    }
}
