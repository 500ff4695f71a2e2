using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tests;

public sealed class ViewTests
{
    private const string Address = "ui://videogen/view.html";

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Two_tools_have_the_view_and_it_is_one_page_that_asks_for_nothing(string revision)
    {
        await using Wire wire = await Wire.ConnectAsync(revision: revision);

        (await wire.Client.ListToolsAsync()).Where(t => (string?)t.ProtocolTool.Meta?["ui"]?["resourceUri"] == Address).Select(t => t.Name)
            .ShouldBe(["plan_video_segments", "synthesize_video_segments"]);
        wire.Client.ServerCapabilities.Extensions.ShouldNotBeNull().ShouldContainKey("io.modelcontextprotocol/ui");
        (await wire.Client.ListResourcesAsync()).Single(r => r.Uri == Address).MimeType.ShouldBe("text/html;profile=mcp-app");

        var page = (TextResourceContents)(await wire.Client.ReadResourceAsync(Address)).Contents.ShouldHaveSingleItem();
        (page.Uri, page.MimeType).ShouldBe((Address, "text/html;profile=mcp-app"));
        page.Meta!["ui"]!.ToJsonString().ShouldBe(new JsonObject { ["csp"] = new JsonObject(), ["prefersBorder"] = false }.ToJsonString());
        page.Text.ShouldStartWith("<!doctype html>");
        page.Text.ShouldNotContain("src=\"");
        page.Text.ShouldNotContain("href=\"");
    }
}
