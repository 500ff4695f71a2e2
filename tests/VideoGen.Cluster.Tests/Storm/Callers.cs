using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using VideoGen.Cluster.Tests.Rig;

namespace VideoGen.Cluster.Tests.Storm;

/// <summary>Who orders in a storm, as people and programs do: an answer that does not come is asked for again with the same key.</summary>
internal sealed class Callers(StormNodes cluster)
{
    private const int Count = 3;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, string> _accepted = new(StringComparer.Ordinal);
    private int _ordered;

    /// <summary>Requests by their keys, once they were answered.</summary>
    public IReadOnlyDictionary<string, string> Accepted => _accepted;

    /// <summary>Orders, each caller one after the other, until it is over; ends when every order was answered.</summary>
    public Task RunAsync(CancellationToken over) => Task.WhenAll(Enumerable.Range(0, Count).Select(_ => RunOneAsync(over)));

    /// <summary>Orders until there is an answer, and answers the request.</summary>
    /// <param name="at">The load balancer, or a node.</param>
    /// <param name="word">What happens to it at the provider.</param>
    /// <param name="wait">Seconds that the call waits for the clip.</param>
    public async Task<string> OrderAsync(Uri at, string word, double wait)
    {
        string key = $"storm-{word}-{Interlocked.Increment(ref _ordered)}";
        string? request;
        while ((request = await TryOrderAsync(at, key, wait)) is null)
        {
            await Task.Delay(Again, TimeProvider.System, CancellationToken.None); // each key is one order
        }

        return _accepted[key] = request;
    }

    private async Task RunOneAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await OrderAsync(cluster.Front, Orders.Kinds[_ordered % Orders.Kinds.Count], wait: 10);
        }
    }

    // Null where no node answered, or one that cannot just now. What a node refuses it would refuse again: that fails the test.
    private async Task<string?> TryOrderAsync(Uri at, string key, double wait)
    {
        try
        {
            using StringContent order = ThreeNodes.Order(key, wait);
            using HttpResponseMessage answer = await cluster.Http.PostAsync(new Uri(at, "v1/segments"), order);
            string text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode >= 500)
            {
                return null;
            }

            answer.IsSuccessStatusCode.ShouldBeTrue($"{answer.StatusCode}: {text}");
            return (string)JsonNode.Parse(text)!["request_id"]!;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }
}
