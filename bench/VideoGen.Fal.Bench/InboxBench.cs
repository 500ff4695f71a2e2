using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Org.BouncyCastle.Math.EC.Rfc8032;
using VideoGen.FalSimulation;
using VideoGen.FalSimulation.Webhooks;
using VideoGen.Jobs;

namespace VideoGen.Fal.Bench;

/// <summary>
/// Signed webhooks made durable per second, many at once over loopback HTTP, against an endpoint that reads the same body and answers, storing
/// nothing, in turn; and, to show the bounds of the day, the proving of as many signatures on every processor and commits of one row each. The jobs are claimed by another owner, so that nothing but taking
/// in is measured.
/// </summary>
internal static class InboxBench
{
    private const int Rounds = 9;
    private const int Deliveries = 600;
    private const int AtOnce = 128;
    private const int SingleCommits = 100;
    private const double Target = 0.5;

    public static async Task RunAsync(Agent agent, string folder)
    {
        Ed25519Key key = Ed25519Key.FromSeed(Convert.FromHexString(new FalSimulatorOptions().WebhookKeySeed));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce });
        using SqliteConnection single = OpenSingle(Path.Combine(folder, "single.db"));
        await using BareEndpoint bare = await BareEndpoint.StartAsync();
        var taken = new Series();
        var read = new Series();
        var ratio = new Series();
        var proofs = new Series();
        var commits = new Series();
        for (int round = -2; round < Rounds; round++)
        {
            List<Job> jobs = await PrepareAsync(agent, round);
            List<HttpRequestMessage> toBare = Posts(jobs, bare.Address, key);
            double floor = Deliveries / await SecondsAsync(() => PostAsync(http, toBare));
            List<HttpRequestMessage> toAgent = Posts(jobs, agent.WebhookUrl, key);
            double webhooks = Deliveries / await SecondsAsync(() => PostAsync(http, toAgent));
            double signatures = Deliveries / await SecondsAsync(() => ProveAsync(key));
            double rows = SingleCommits / await SecondsAsync(() => CommitSingly(single));
            if (round >= 0)
            {
                taken.Add(webhooks);
                read.Add(floor);
                ratio.Add(webhooks / floor);
                proofs.Add(signatures);
                commits.Add(rows);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Signed webhooks made durable, {AtOnce} at once

            | | per second |
            |---|---|
            | webhooks | {taken} |
            | bodies read and answered, nothing stored | {read} |
            | ratio of each round | {ratio} ({(ratio.Median >= Target ? "met" : "MISSED")}: {Target:0.0}) |
            | for comparison: Ed25519 signatures proved, and nothing else | {proofs} |
            | for comparison: commits of one row, one after the other | {commits} |
            """));
    }

    private static async Task<List<Job>> PrepareAsync(Agent agent, int round)
    {
        ILedger ledger = agent.Server.Agent.Ledger;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        NewRequest request = StockedRequest.Of(Deliveries, round, now);
        await ledger.CreateAsync(request, CancellationToken.None);
        await Task.WhenAll(request.Jobs.Select(j => ledger.ClaimAsync(j.Id, "bench", now, now.AddHours(1), wake: true, CancellationToken.None).AsTask()));
        return [.. request.Jobs];
    }

    // Signed before the clock starts.
    private static List<HttpRequestMessage> Posts(List<Job> jobs, Uri server, Ed25519Key key)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return [.. jobs.Select(job => Post(job, server, key, now))];
    }

    private static HttpRequestMessage Post(Job job, Uri server, Ed25519Key key, DateTimeOffset now)
    {
        string requestId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        byte[] body = Encoding.UTF8.GetBytes(
            $$"""{"request_id":"{{requestId}}","gateway_request_id":"{{requestId}}","status":"OK","payload":{"video":{"url":"http://127.0.0.1/clip.mp4","content_type":"video/mp4","file_name":"clip.mp4","file_size":1234567} } }""");
        var post = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/webhooks/fal/{job.Id}.{job.WebhookToken}")) { Content = new ByteArrayContent(body) };
        WebhookSignature.Sign(key, requestId, "user_1", now, body).AddTo(post);
        return post;
    }

    private static Task PostAsync(HttpClient http, List<HttpRequestMessage> posts) =>
        Parallel.ForEachAsync(posts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (post, stop) =>
        {
            using HttpResponseMessage answer = await http.SendAsync(post, stop);
            answer.EnsureSuccessStatusCode();
        });

    private static Task ProveAsync(Ed25519Key key)
    {
        byte[] message = RandomNumberGenerator.GetBytes(150), signature = key.Sign(message);
        return Parallel.ForEachAsync(Enumerable.Range(0, Deliveries), (_, _) =>
        {
            Ed25519.Verify(signature, 0, key.PublicKey, 0, message, 0, message.Length);
            return ValueTask.CompletedTask;
        });
    }

    private static SqliteConnection OpenSingle(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; create table one (id integer primary key, body text)";
        command.ExecuteNonQuery();
        return connection;
    }

    private static Task CommitSingly(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "insert into one (body) values (hex(randomblob(150)))";
        for (int i = 0; i < SingleCommits; i++)
        {
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        long begin = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
