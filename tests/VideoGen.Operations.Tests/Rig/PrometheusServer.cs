using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VideoGen.Operations.Tests.Rig;

/// <summary>A real Prometheus on loopback that scrapes every second and judges the shipped rules every second, with waits of a second.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    // Only ever used up when something is wrong; a machine may be very busy.
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly string _folder;

    private PrometheusServer(Process process, string folder, Uri address) => (_process, _folder, _http) = (process, folder, new HttpClient { BaseAddress = address });

    public static async Task<PrometheusServer> StartAsync(params Uri[] targets)
    {
        string folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rules.yml"), For().Replace(Shipped.Read(Shipped.RulesFile), "for: 1s"));
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), """
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: videogen
                file_sd_configs: [{ files: [targets.json], refresh_interval: 1s }]
            """);
        PointTo(folder, targets);
        for (int attempt = 1; ; attempt++)
        {
            int port = FreePort.Find();
            Process process = Begin(folder, port);
            var server = new PrometheusServer(process, folder, new Uri($"http://127.0.0.1:{port}/"));
            if (await server.IsUpAsync())
            {
                return server;
            }

            // Another took the port in between.
            attempt.ShouldBeLessThan(5, $"Prometheus does not start: {await File.ReadAllTextAsync(Path.Combine(folder, "log"))}");
            process.Dispose();
        }
    }

    /// <summary>Has other servers scraped from now on.</summary>
    public void PointTo(params Uri[] targets) => PointTo(_folder, targets);

    /// <summary>The values an expression has now; none is not an error.</summary>
    public async Task<double[]> AskAsync(string expression)
    {
        using var form = new FormUrlEncodedContent([new("query", expression)]);
        using HttpResponseMessage answer = await _http.PostAsync("api/v1/query", form);
        using JsonDocument document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        document.RootElement.GetProperty("status").GetString().ShouldBe("success", $"{expression}\n{document.RootElement}");
        JsonElement data = document.RootElement.GetProperty("data");
        return data.GetProperty("resultType").GetString() is "scalar"
            ? [Number(data.GetProperty("result"))]
            : [.. data.GetProperty("result").EnumerateArray().Select(series => Number(series.GetProperty("value")))];
    }

    /// <summary>Values of a label among the series that fit.</summary>
    public async Task<string[]> LabelsAsync(string label, string selector)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri($"api/v1/label/{label}/values?match[]={Uri.EscapeDataString(selector)}", UriKind.Relative));
        using JsonDocument document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. document.RootElement.GetProperty("data").EnumerateArray().Select(v => v.GetString()!)];
    }

    /// <summary>The state of an alert: firing, pending, or null where there is none.</summary>
    public async Task<string?> StateAsync(string alert)
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync("api/v1/alerts"));
        return document.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray()
            .Where(a => a.GetProperty("labels").GetProperty("alertname").GetString() == alert)
            .Select(a => a.GetProperty("state").GetString()).Max();
    }

    /// <summary>Waits until an alert has a state, or null until there is none.</summary>
    public Task AlertAsync(string alert, string? state) => UntilAsync(async () => await StateAsync(alert) == state, $"{alert} never was {state ?? "over"}.");

    /// <summary>Waits for something that happens without a signal.</summary>
    public static async Task UntilAsync(Func<Task<bool>> happened, string otherwise, TimeSpan? patience = null)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (!await happened())
        {
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(patience ?? Patience, otherwise);
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // A file that is read while it is written would be half a file.
    private static void PointTo(string folder, Uri[] targets)
    {
        string file = Path.Combine(folder, "targets.json");
        File.WriteAllText(file + ".new", $$"""[{ "targets": [{{string.Join(", ", targets.Select(t => $"\"{t.Authority}\""))}}] }]""");
        File.Move(file + ".new", file, overwrite: true);
    }

    private static double Number(JsonElement sample) =>
        sample[1].GetString() switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var text => double.Parse(text!),
        };

    private static Process Begin(string folder, int port)
    {
        string[] arguments =
        [
            $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=warn",
        ];
        // Its words go into a file: a pipe that nobody reads would hold it up.
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >\"$LOG\" 2>&1", Programs.Find("prometheus"), .. arguments]) { Environment = { ["LOG"] = $"{folder}/log" } })!;
    }

    private async Task<bool> IsUpAsync()
    {
        bool up = false;
        await UntilAsync(
            async () =>
            {
                try
                {
                    using HttpResponseMessage ready = await _http.GetAsync(new Uri("-/ready", UriKind.Relative));
                    up = ready.IsSuccessStatusCode && !_process.HasExited;
                }
                catch (HttpRequestException)
                {
                    // It does not listen yet.
                }

                return up || _process.HasExited;
            },
            "Prometheus does not get ready.");
        return up;
    }

    [GeneratedRegex(@"\bfor: \w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex For();
}
