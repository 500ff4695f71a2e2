using System.Runtime.CompilerServices;
using VideoGen.Contract;
using VideoGen.Mcp.Resources;
using VideoGen.Synthesis;

namespace VideoGen.Mcp.Listening;

/// <summary>Follows the record at an address.</summary>
internal sealed class RecordWatch(McpAgent agent, McpHost host)
{
    /// <summary>The record as it stands, or null where there is none. To be read before the caller learns that it is followed.</summary>
    public ValueTask<string?> ReadAsync(string uri, CancellationToken cancellationToken) => ProtocolFailure.TellAsync(host, uri, async () =>
        RecordAddress.RequestOf(uri) is { } requestId
        && await agent.Segments.GetAsync(requestId, TimeSpan.Zero, null, cancellationToken) is Answer<SynthesisAnswer>.Given { Value: { } state }
            ? RecordText.Of(uri, state)
            : null);

    /// <summary>The address, each time its record has changed, until it will change no more. A failure is logged and ends it.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="known">The record as the caller knows it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<string> FollowAsync(string uri, string known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string requestId = RecordAddress.RequestOf(uri)!;
        await using IAsyncEnumerator<RequestNews> news = new RequestWatch(agent.Segments).FollowAsync(requestId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await ProtocolFailure.TellAsync(host, uri, news.MoveNextAsync))
        {
            string now = RecordText.Of(uri, news.Current.State) ?? "";
            bool changed = known != now;
            known = now;
            if (changed)
            {
                yield return uri;
            }
        }
    }
}
