using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace VideoGen.Payload.Tests.Cms;

/// <summary>A person with the role admin, who does over REST what the admin panel does.</summary>
public sealed class CmsAdmin : IDisposable
{
    private readonly HttpClient _http;

    private CmsAdmin(HttpClient http) => _http = http;

    internal static async Task<CmsAdmin> SignInAsync(Uri address, string email, string password)
    {
        var http = new HttpClient { BaseAddress = new Uri(address, "/api/") };
        var admin = new CmsAdmin(http);
        JsonObject answer = await admin.SendAsync(HttpMethod.Post, "users/login", new JsonObject { ["email"] = email, ["password"] = password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("JWT", (string)answer["token"]!);
        return admin;
    }

    /// <summary>Every document of a collection, as it is published, or the newest draft.</summary>
    public async Task<JsonObject[]> ListAsync(string slug, bool draft = false) =>
        [.. (await SendAsync(HttpMethod.Get, $"{slug}?limit=0&depth=0&draft={(draft ? "true" : "false")}"))["docs"]!.AsArray().Select(d => d!.AsObject())];

    /// <summary>The answer to a query, from the slug on.</summary>
    public Task<JsonObject> ReadAsync(string query) => SendAsync(HttpMethod.Get, query);

    public async Task<JsonObject> CreateAsync(string slug, JsonObject document) =>
        (await SendAsync(HttpMethod.Post, $"{slug}?depth=0", document))["doc"]!.AsObject();

    public async Task<JsonObject> PatchAsync(string slug, JsonNode id, JsonObject change, bool draft = false) =>
        (await SendAsync(HttpMethod.Patch, $"{slug}/{id}?depth=0{(draft ? "&draft=true" : "")}", change))["doc"]!.AsObject();

    /// <summary>Uploads a PNG and answers its address.</summary>
    public async Task<Uri> UploadAsync(string slug, string prefix, string filename, byte[] bytes)
    {
        using var part = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var form = new MultipartFormDataContent { { new StringContent(new JsonObject { ["prefix"] = prefix }.ToJsonString()), "_payload" }, { part, "file", filename } };
        using HttpResponseMessage response = await _http.PostAsync($"{slug}?depth=0", form);
        string text = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return new Uri(_http.BaseAddress!, (string)JsonNode.Parse(text)!["doc"]!["url"]!);
    }

    public Task DeleteAsync(string slug, JsonNode id) => SendAsync(HttpMethod.Delete, $"{slug}/{id}");

    /// <summary>Deletes every document of a collection.</summary>
    public async Task EmptyAsync(string slug)
    {
        foreach (JsonObject document in await ListAsync(slug))
        {
            await DeleteAsync(slug, document["id"]!);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string address, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await _http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new HttpRequestException($"{method} {address}: {(int)response.StatusCode} {text}");
    }
}
