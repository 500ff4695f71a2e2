using System.Text.Json;
using Microsoft.Extensions.Logging;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Tests.Harness;

namespace VideoGen.Fal.Tests.Credentials;

/// <summary>Whatever fal echoes, the key is in no result, no file, no log line and no printed object.</summary>
public sealed class SecrecyTests
{
    private const string Echo = "{\"detail\":\"key " + FalBench.Key + " or " + FalBench.Secret + " refused\",\"status\":\"COMPLETED\",\"request_id\":\"a\"}";

    [Fact]
    public async Task The_key_is_nowhere_to_be_found()
    {
        using var bench = new FalBench();
        var log = new ListLogger();
        var provider = new FalProvider(bench.Options, bench.Credentials, bench, bench.Invoker, bench.Time, bench.Home, log);
        var still = bench.Still("F1", [1, 2, 3]);
        var said = new List<object?>();

        foreach (var status in (int[])[401, 403, 422, 500])
        {
            bench.Fal.Answer(status, Echo);
            said.Add(await provider.SubmitAsync(FalBench.Submission(), default));
            bench.Fal.Answer(200, Echo);
            for (var i = 0; i < (status >= 500 ? 3 : 1); i++)
            {
                bench.Fal.Answer(status, Echo);
            }

            said.Add(await provider.GetStatusAsync(FalBench.Job(), default));
            bench.Fal.Answer(401, Echo);
            said.Add(await provider.FindAsync(FalBench.Submission(), bench.Time.GetUtcNow(), default));
            bench.Fal.Answer(401, Echo);
            said.Add(await provider.PrepareAsync(FalBench.Order(Shipped.Preset(FalBench.Model), [still]), default));
        }

        bench.Fal.Answer(200, FalBench.Accepted().Replace("something_new", FalBench.Secret));
        said.Add(await provider.SubmitAsync(FalBench.Submission(), default));
        bench.Fal.Throw(new HttpRequestException("reset by " + FalBench.Key));
        said.Add(await provider.SubmitAsync(FalBench.Submission(), default));
        said.Add(bench.Credentials.Read("FAL_IMAGE_TO_VIDEO"));
        said.Add(((FalCredential.Found)bench.Credentials.Read("FAL_IMAGE_TO_VIDEO")).Key);

        var text = string.Join('\n', said.Select(s => s + "\n" + Json(s)).Concat(log.Lines)
            .Concat(Directory.EnumerateFiles(bench.Home, "*", SearchOption.AllDirectories).Select(f => File.ReadAllText(f))));
        text.ShouldNotContain(FalBench.Secret);
        text.ShouldContain("[key]");
        log.Lines.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_key_is_not_sent_to_other_hosts()
    {
        using var bench = new FalBench();
        var key = ((FalCredential.Found)bench.Credentials.Read("FAL_IMAGE_TO_VIDEO")).Key;
        foreach (var address in (string[])["https://v3b.fal.media/files/a.mp4", "https://evil.example/", "http://queue.fal.run/x", "https://queue.fal.run:444/x"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            Should.Throw<InvalidOperationException>(() => bench.Http.SendAsync(request, key, TimeSpan.FromSeconds(30), default));
        }

        bench.Fal.Seen.ShouldBeEmpty();
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value, value?.GetType() ?? typeof(object));

    private sealed class ListLogger : ILogger<FalProvider>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{eventId.Id} {formatter(state, exception)} {exception}");
    }
}
