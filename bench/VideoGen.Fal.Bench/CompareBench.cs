using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Synthesis;

namespace VideoGen.Fal.Bench;

/// <summary>What it costs a plan to choose among, and to be compared with, every model of three vendors. Asks none of them anything.</summary>
internal static class CompareBench
{
    private const int WarmUp = 5;
    private const int Rounds = 50;
    private const double TargetMs = 50;

    public static async Task RunAsync(string repository, string folder)
    {
        string samples = Path.Combine(repository, "samples", "lighthouse");
        JsonObject request = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(samples, "request.json")))!.AsObject();
        request.Remove("video_settings");
        SynthesisCall plain = Call(request, samples);
        request["compare"] = true;
        SynthesisCall compared = Call(request, samples);
        await using AgentHost byDefault = Host(Path.Combine(folder, "default"), ChoosingRule.Default);
        await using AgentHost byRule = Host(Path.Combine(folder, "rule"), ChoosingRule.Cheapest);
        (Series none, Series chosen, Series all, Series added) = (new(), new(), new(), new());
        double first = (await TimeAsync(byRule, compared)).Ms;
        int offers = 0;
        for (int round = -WarmUp; round < Rounds; round++)
        {
            (double a, _) = await TimeAsync(byDefault, plain);
            (double b, _) = await TimeAsync(byRule, plain);
            (double c, offers) = await TimeAsync(byRule, compared);
            if (round >= 0)
            {
                none.Add(a);
                chosen.Add(b);
                all.Add(c);
                added.Add(c - a);
            }
        }

        Console.WriteLine($"\nA plan of the lighthouse sample, its stills looked at, in milliseconds; {offers} offers of three vendors\n\n| | ms |\n|---|---|");
        Console.WriteLine($"| without a rule | {none} |\n| the cheapest chosen | {chosen} |\n| compared with every model | {all} |");
        string missed = added.Median < TargetMs ? "" : " (MISSED: 50)";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| added by comparing | {added}{missed} |\n| the first of the process, compiling included | {first:0} |"));
    }

    private static SynthesisCall Call(JsonObject request, string folder) => new(System.Text.Encoding.UTF8.GetBytes(request.ToJsonString())) { LocalFolder = folder };

    private static AgentHost Host(string home, ChoosingRule rule) => new(
        new Settings { Home = home, Provider = FalProvider.WireName, Providers = new ProvidersSettings { Choose = rule } }, TimeProvider.System, NullLogger.Instance,
        name => name switch
        {
            "FAL_KEY" or "FAL_IMAGE_TO_VIDEO" => "bench:bench",
            "OPENROUTER_API_KEY" => "sk-or-bench",
            "RUNWAYML_API_SECRET" => "key_bench",
            _ => null,
        });

    private static async Task<(double Ms, int Offers)> TimeAsync(AgentHost host, SynthesisCall call)
    {
        long begin = Stopwatch.GetTimestamp();
        Answer<PlanAnswer> answer = await host.Segments.PlanAsync(call, CancellationToken.None);
        double ms = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return answer is Answer<PlanAnswer>.Given { Value: var plan } ? (ms, plan.Comparison?.Offers.Length ?? 0) : throw new InvalidOperationException($"Not planned: {answer}");
    }
}
