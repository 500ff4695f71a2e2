using System.Text.Json.Nodes;
using Microsoft.OpenApi.Reader;
using VideoGen.Server.Tests.Rig;
using VideoGen.Testing;

namespace VideoGen.Server.Tests.Rest;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_is_served()
    {
        await using Site site = await Site.StartAsync();
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "openapi/v1.json");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        GoldenFile.ShouldMatch("docs/openapi.json", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_document_is_valid_OpenAPI()
    {
        await using Site site = await Site.StartAsync();
        ReadResult read = Microsoft.OpenApi.OpenApiDocument.Parse(await ReadAsync(site), "json");
        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Document!.Paths.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Every_address_of_the_document_is_there_and_takes_exactly_its_methods()
    {
        await using Site site = await Site.StartAsync();
        foreach ((string path, JsonNode? item) in (JsonObject)JsonNode.Parse(await ReadAsync(site))!["paths"]!)
        {
            string[] described = [.. ((JsonObject)item!).Select(m => m.Key).Where(m => m != "parameters")];
            foreach (string method in (string[])["get", "post", "put", "delete", "patch"])
            {
                using HttpResponseMessage answer = await site.SendAsync(new HttpMethod(method.ToUpperInvariant()), path.Replace("{id}", "req_none", StringComparison.Ordinal).TrimStart('/'));
                (answer.StatusCode == System.Net.HttpStatusCode.MethodNotAllowed).ShouldBe(!described.Contains(method), $"{method} {path}");
                if (described.Contains(method))
                {
                    ((JsonObject)item![method]!["responses"]!).ContainsKey(((int)answer.StatusCode).ToString()).ShouldBeTrue($"{method} {path} answered {answer.StatusCode}");
                }
                else
                {
                    (await Site.CodeAsync(answer)).ShouldBe("method_not_allowed");
                }
            }
        }
    }

    private static async Task<string> ReadAsync(Site site)
    {
        using HttpResponseMessage answer = await site.SendAsync(HttpMethod.Get, "openapi/v1.json");
        return await answer.Content.ReadAsStringAsync();
    }
}
