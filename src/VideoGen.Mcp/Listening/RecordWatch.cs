using System.Runtime.CompilerServices;
using VideoGen.Mcp.Resources;

namespace VideoGen.Mcp.Listening;

/// <summary>Follows the record at an address.</summary>
internal sealed class RecordWatch(McpAgent agent, McpHost host)
{
    /// <summary>The address, each time its record has changed, until it will change no more. A failure is logged and ends it.</summary>
    public async IAsyncEnumerable<string> FollowAsync(string uri, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string requestId = RecordAddress.RequestOf(uri)!;
        string? before = null;
        await using IAsyncEnumerator<RequestNews> news = new RequestWatch(agent.Segments).FollowAsync(requestId, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await ProtocolFailure.TellAsync(host, uri, news.MoveNextAsync))
        {
            string now = RecordText.Of(uri, news.Current.State) ?? "";
            bool changed = before is not null && before != now;
            before = now;
            if (changed)
            {
                yield return uri;
            }
        }
    }
}
