using System.Net;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Server.Tests.Rig;

namespace VideoGen.Server.Tests.Webhooks;

public sealed class HostileWebhookTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private readonly Refusals _refusals = new();
    private PaidPath _path = null!;
    private Job _job = null!;

    public async Task InitializeAsync()
    {
        _path = await PaidPath.StartAsync("stuck", fal: f => f with { PollIntervalSeconds = 60 });
        SynthesisAnswer answer = await _path.OrderAsync(new Order { Wait = 0.2 });
        while ((_job = await _path.JobAsync(answer.RequestId)).ProviderJob is null)
        {
            await _path.GetAsync(answer.RequestId, wait: 0.2); // a busy machine takes longer to submit
        }
    }

    public async Task DisposeAsync() => await _path.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _refusals.Dispose();
    }

    [Fact]
    public async Task An_oversized_body_is_refused_unread()
    {
        using RawCall call = await RawCall.OpenAsync(_path.Public);
        await call.SendAsync($"POST /webhooks/fal/{Hook.AddressOf(_job)} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n");
        (await call.StatusAsync()).ShouldBe(413);
        await RefusedAsync("oversized");
    }

    [Fact]
    public async Task An_oversized_body_without_a_length_is_refused_at_the_limit()
    {
        using RawCall call = await RawCall.OpenAsync(_path.Public);
        await call.SendAsync($"POST /webhooks/fal/{Hook.AddressOf(_job)} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        string chunk = $"10000\r\n{new string('x', 0x10000)}\r\n";
        try
        {
            for (int sent = 0; sent < 40; sent++)
            {
                await call.SendAsync(chunk);
            }
        }
        catch (IOException)
        {
            // The server has stopped to listen, as it should.
        }

        await RefusedAsync("oversized");
    }

    [Fact]
    public async Task A_body_that_never_comes_is_refused()
    {
        using RawCall call = await RawCall.OpenAsync(_path.Public);
        await call.SendAsync($"POST /webhooks/fal/{Hook.AddressOf(_job)} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{");
        (await call.StatusAsync()).ShouldBe(408);
        await RefusedAsync("slow");
    }

    [Theory]
    [InlineData("POST /webhooks/fal/{0} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST /webhooks/fal/{0} HTTP/1.1\r\nHost: x\r\nX-Fal-Webhook-Timestamp: 99999999999999999999\r\nContent-Length: 2\r\n\r\n{{}}")]
    public async Task Garbage_is_refused(string call)
    {
        using RawCall raw = await RawCall.OpenAsync(_path.Public);
        await raw.SendAsync(string.Format(null, call, Hook.AddressOf(_job)));
        (await raw.StatusAsync()).ShouldBe(400);
        await RefusedAsync("malformed");
    }

    [Fact]
    public async Task Headers_that_are_no_text_are_refused_before_anything_looks_at_them()
    {
        using RawCall raw = await RawCall.OpenAsync(_path.Public);
        await raw.SendAsync($"POST /webhooks/fal/{Hook.AddressOf(_job)} HTTP/1.1\r\nHost: x\r\nX-Fal-Webhook-Signature: \u00ff\u00fe\r\nContent-Length: 0\r\n\r\n");
        (await raw.StatusAsync()).ShouldBe(400);
    }

    [Fact]
    public async Task A_header_that_comes_twice_counts_for_nothing()
    {
        using HttpRequestMessage request = Hook.Of(_job).For(_path.Public, Hook.AddressOf(_job));
        request.Headers.TryAddWithoutValidation("X-Fal-Webhook-Signature", new string('0', 128));
        using HttpResponseMessage answer = await _http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_signed_delivery_with_the_wrong_secret_or_for_an_unknown_job_is_refused_alike()
    {
        string[] addresses = [$"{_job.Id}.{new string('0', _job.WebhookToken!.Length)}", $"{_job.Id}.", _job.Id, "job_none.0000", $"{_job.Id}.{_job.WebhookToken}x"];
        foreach (string address in addresses)
        {
            (await SendAsync(Hook.Of(_job), address)).ShouldBe(HttpStatusCode.NotFound);
        }

        await _path.Log.UntilAsync("Webhook refused: unknown_job", addresses.Length);
        await RefusedAsync("unknown_job");
    }

    [Fact]
    public async Task A_refused_delivery_is_in_the_history_of_the_job_whose_address_it_used_and_in_the_log_with_ids()
    {
        Hook hook = Hook.Of(_job);
        (await SendAsync(hook with { At = hook.At.AddMinutes(-6) }, Hook.AddressOf(_job))).ShouldBe(HttpStatusCode.Unauthorized);
        using (HttpRequestMessage forged = hook.For(_path.Public, Hook.AddressOf(_job)))
        {
            forged.Headers.Remove("X-Fal-Webhook-Signature");
            forged.Headers.Add("X-Fal-Webhook-Signature", new string('0', 128));
            (await _http.SendAsync(forged)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        string[] refused = [.. (await _path.HistoryAsync(_job.RequestId)).Where(e => e.Kind == "refused").Select(e => e.Message)];
        refused.Length.ShouldBe(2);
        refused[0].ShouldContain("too long ago");
        refused[1].ShouldContain("signature is not that of fal-ai");
        await _path.Log.UntilAsync($"Webhook refused: forged (job {_job.Id}, request {_job.ProviderJob!.RequestId})");
        _path.Log.Lines.All.ShouldAllBe(line => !line.Contains(_job.WebhookToken!));
    }

    [Fact]
    public async Task Who_knows_an_address_cannot_fill_the_history_with_refused_deliveries()
    {
        Hook old = Hook.Of(_job) with { At = Hook.Of(_job).At.AddMinutes(-6) };
        for (int time = 0; time < 40; time++)
        {
            (await SendAsync(old, Hook.AddressOf(_job))).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await _path.HistoryAsync(_job.RequestId)).Count(e => e.Kind == "refused").ShouldBe(16);
    }

    [Fact]
    public async Task A_replay_within_the_tolerance_is_absorbed_and_an_old_one_refused()
    {
        Hook hook = Hook.Of(_job);
        for (int time = 0; time < 3; time++)
        {
            (await SendAsync(hook, Hook.AddressOf(_job))).ShouldBe(HttpStatusCode.OK);
        }

        (await SendAsync(hook with { At = hook.At.AddMinutes(-6) }, Hook.AddressOf(_job))).ShouldBe(HttpStatusCode.Unauthorized);
        await _path.Log.UntilAsync("Repeated", 2);
        _refusals.Reasons.All.ShouldContain("stale");
        (await _path.HistoryAsync(_job.RequestId)).Count(e => e.Kind == "webhook").ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Three_hundred_at_once_are_all_answered_and_make_one_line_of_history()
    {
        Hook hook = Hook.Of(_job);
        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SendAsync(hook, Hook.AddressOf(_job))));
        answers.ShouldAllBe(a => a == HttpStatusCode.OK || a == HttpStatusCode.ServiceUnavailable);
        answers.ShouldContain(HttpStatusCode.OK);
        (await _path.Agent.Ledger.FindJobAsync(_job.Id, CancellationToken.None))!.State.ShouldBe(JobState.Queued);
    }

    [Fact]
    public async Task What_is_refused_leaves_nothing_on_the_disk()
    {
        long before = Directory.EnumerateFiles(_path.Settings.Home, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        for (int time = 0; time < 100; time++)
        {
            (await SendAsync(Hook.Of(_job) with { Body = $"{{\"request_id\":\"{_job.ProviderJob!.RequestId}\",\"n\":{time}}}" }, "job_none.0000")).ShouldBe(HttpStatusCode.NotFound);
        }

        Directory.EnumerateFiles(_path.Settings.Home, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length).ShouldBe(before);
    }

    private async Task<HttpStatusCode> SendAsync(Hook hook, string address)
    {
        using HttpRequestMessage request = hook.For(_path.Public, address);
        using HttpResponseMessage answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task RefusedAsync(string reason)
    {
        await _path.Log.UntilAsync($"Webhook refused: {reason}");
        _refusals.Reasons.All.ShouldContain(reason);
    }
}
