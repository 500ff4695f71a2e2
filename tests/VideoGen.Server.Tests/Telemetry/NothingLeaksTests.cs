using System.Net.Http.Headers;
using System.Text;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Telemetry;

/// <summary>
/// Words that must never leave are put everywhere they could come from; then everything happens, everything is exported, and everything that
/// was exported is searched for them. Ids, which must be there, show that the search finds what is there.
/// </summary>
[Collection(Hostile.AloneCollection.Name)]
public sealed class NothingLeaksTests
{
    private const string Prompt = "CANARY-prompt-words";
    private const string Picture = "canary-picture-address";
    private const string Token = "canary0job0token";
    private const string CmsKey = "canary-cms-key";

    [Fact]
    public async Task No_prompt_key_token_or_address_is_in_any_span_metric_log_or_exemplar()
    {
        await using OtlpSink sink = await OtlpSink.StartAsync();
        var spoken = new List<string>();
        List<string> unspoken = [Prompt, Picture, Token, CmsKey, PaidPath.Secret];
        Job delivered;
        SynthesisAnswer answer;
        await using (PaidPath path = await PaidPath.StartAsync(
            variables: name => name is "CMS_KEY" ? CmsKey : sink.Variable(name), settings: s => s with { Payload = s.Payload with { Url = "http://127.0.0.1:1", KeyVariable = "CMS_KEY" } }))
        {
            answer = await OrderAsync(path, new Order { Words = Prompt });
            answer.VideoSegments.ShouldHaveSingleItem();
            await path.Log.UntilAsync("Records are not taken for now");
            spoken.AddRange(path.Log.Lines.All.Where(IsShown));
        }

        await using (PaidPath path = await PaidPath.StartAsync(variables: sink.Variable))
        {
            answer = await OrderAsync(path, new Order { Words = Prompt });
            delivered = await path.JobAsync(answer.RequestId);
            unspoken.AddRange([delivered.WebhookToken!, answer.VideoSegments[0].VideoUrl, delivered.ProviderClip!.Address.AbsolutePath]);
            path.Fal.Play("fail=content_policy_violation");
            answer = await OrderAsync(path, new Order { Words = Prompt, Wait = 90 });
            answer.FailedSegments.ShouldHaveSingleItem();
            unspoken.Add((await path.JobAsync(answer.RequestId)).WebhookToken!);
            using var http = new HttpClient();
            using (HttpResponseMessage refused = await PostAsync(http, path, new Order { Words = Prompt, ImageUrl = $"http://127.0.0.1:1/{Picture}.png?sig={Picture}" }))
            {
                ((int)refused.StatusCode).ShouldBe(422);
            }

            await HooksAsync(http, path, delivered);
            foreach (string accept in (string[])["text/plain", "application/openmetrics-text; version=1.0.0"])
            {
                spoken.Add(await ScrapeAsync(http, path, accept));
            }

            spoken.AddRange(path.Log.Lines.All.Where(IsShown));
        }

        spoken.AddRange([sink.All("traces"), sink.All("metrics"), sink.All("logs")]);
        foreach (string word in unspoken)
        {
            spoken.ShouldAllBe(text => !text.Contains(word, StringComparison.Ordinal), word);
        }

        sink.All("traces").ShouldContain(delivered.Id);
        sink.All("traces").ShouldContain("/webhooks/fal/{token}");
        sink.All("logs").ShouldContain(delivered.ProviderJob!.RequestId);
        sink.All("logs").ShouldContain("videogen.request.id");
        sink.All("metrics").ShouldContain("videogen.webhooks");
        spoken.ShouldContain(text => text.Contains("videogen_segment_duration_seconds_bucket", StringComparison.Ordinal) && text.Contains("trace_id=\"", StringComparison.Ordinal));
    }

    // What the libraries say below that is never shown: the filters of the server keep it out of every place.
    private static bool IsShown(string line) => !line.StartsWith("Trace", StringComparison.Ordinal) && !line.StartsWith("Debug", StringComparison.Ordinal);

    private static async Task<SynthesisAnswer> OrderAsync(PaidPath path, Order order)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using HttpResponseMessage answer = await PostAsync(http, path, order);
        return System.Text.Json.JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), WireJson.Default.SynthesisAnswer)!;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, PaidPath path, Order order)
    {
        using var body = new ByteArrayContent(order.Call().Json.ToArray()) { Headers = { ContentType = new("application/json") } };
        return await http.PostAsync(new Uri(path.Local, "v1/segments"), body);
    }

    private static async Task<string> ScrapeAsync(HttpClient http, PaidPath path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path.Local, "metrics"));
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using HttpResponseMessage answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        return await answer.Content.ReadAsStringAsync();
    }

    // One after the end, one forged with the right address, one with an address of nobody, one to an address that is no route, a clip.
    private static async Task HooksAsync(HttpClient http, PaidPath path, Job job)
    {
        using HttpRequestMessage late = new Hook(job.ProviderJob!.RequestId).For(path.Public, Hook.AddressOf(job));
        using HttpResponseMessage taken = await http.SendAsync(late);
        ((int)taken.StatusCode).ShouldBe(200);
        foreach (string address in (string[])[Hook.AddressOf(job), $"job_nobody.{Token}", $"{Token}/more"])
        {
            using var body = new StringContent("{}", Encoding.UTF8, "application/json");
            using HttpResponseMessage refused = await http.PostAsync(new Uri(path.Public, $"webhooks/fal/{address}"), body);
            refused.IsSuccessStatusCode.ShouldBeFalse();
        }

        using HttpResponseMessage nowhere = await http.GetAsync(new Uri(path.Local, $"nowhere/{Picture}?q={Picture}"));
        ((int)nowhere.StatusCode).ShouldBe(404);
        using HttpResponseMessage clip = await http.GetAsync(new Uri(path.Local, $"media/{job.Clip!.Path}"));
    }
}
