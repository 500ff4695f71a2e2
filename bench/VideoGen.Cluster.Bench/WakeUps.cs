using System.Diagnostics;
using System.Globalization;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Jobs;
using VideoGen.Ledger.Postgres;
using VideoGen.Load.Bench;
using VideoGen.Telemetry;

namespace VideoGen.Cluster.Bench;

/// <summary>
/// A webhook that comes to one node, and the calls that wait on another: from the moment at which it was sent to the node, to the events of the
/// other that report the clip as made, and to the other's answer with the clip, which the first one has fetched, proved and stored by then.
/// </summary>
internal sealed class WakeUps
{
    private const double TargetMs = 50;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly List<double> _woken = [], _thanked = [], _answered = [], _clip = [];
    private int _byWebhook;

    /// <summary>Runs rounds, one after the other; the waiting node and the one that gets the webhook change from round to round.</summary>
    public async Task RunAsync(Orders orders, IReadOnlyList<Node> nodes, WebhookRelay relay, SimulatorProcess simulator, PostgresLedger ledger, int rounds)
    {
        const int WarmUp = 6;
        for (int round = -WarmUp; round < rounds; round++)
        {
            int a = (round + WarmUp) % nodes.Count;
            Node waiting = nodes[a], other = nodes[(a + 1) % nodes.Count];
            relay.Route(ClusterBench.NameOf(a), other.Root);
            await simulator.PlayAsync("held");
            string request = (string)(await orders.OrderAsync(waiting.Root, 1, wait: 0))["request_id"]!;
            var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task<long> events = orders.ListenAsync(waiting.Root, request, listening);
            Task<long> answer = orders.WaitAsync(waiting.Root, request);
            await listening.Task;
            while (await simulator.ReleaseAsync(1) == 0)
            {
                await Task.Delay(Look, TimeProvider.System);
            }

            long answered = await answer;
            long woken = await events;
            Job job = (await ledger.ListJobsAsync(request, default))[0];
            if (round < 0)
            {
                continue;
            }

            (long sent, long thanked) = await SentAsync(relay, job.Id);
            _woken.Add(Milliseconds(sent, woken));
            _answered.Add(Milliseconds(sent, answered));
            _thanked.Add(Milliseconds(sent, thanked));
            DateTimeOffset begun = (await ledger.ListEventsAsync(job.Id, default)).First(e => e.To is JobState.Downloading).At;
            _clip.Add((job.CompletedAt!.Value - begun).TotalMilliseconds);
            _byWebhook += job.CompletedBy is CompletedBy.Webhook ? 1 : 0;
        }
    }

    /// <summary>The table.</summary>
    public string Table(string when) => string.Create(CultureInfo.InvariantCulture, $"""

        A webhook on one node, calls that wait on another, {when}; {_woken.Count} rounds, {_byWebhook} of them by the webhook

        | from the webhook's request on the other node, ms | |
        |---|---|
        | to the waiting call's "downloading": the end is known | {Spread.Of(_woken)} ({(_woken.Order().ElementAt(_woken.Count / 2) <= TargetMs ? "met" : "MISSED")}: p50 {TargetMs:0}) |
        | to the thanks for the webhook, which is on disk then | {Spread.Of(_thanked)} |
        | to the waiting call's answer with the clip | {Spread.Of(_answered)} |
        | of that, work on the clip by the job's history: fetch, prove, store | {Spread.Of(_clip)} |
        """);

    // The answer may be there before the relay has noted when the webhook was thanked for.
    private static async Task<(long Sent, long Thanked)> SentAsync(WebhookRelay relay, string jobId)
    {
        while (true)
        {
            if (relay.Passed(jobId) is { } passed)
            {
                return passed;
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
