using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace VideoGen.Mcp.Listening;

/// <summary>
/// <c>resources/subscribe</c> and <c>resources/unsubscribe</c> of the revisions before 2026-07-28. A subscription ends by itself with its
/// session, and when its record will change no more.
/// </summary>
internal sealed class ResourceSubscriptions(McpAgent agent, McpHost host)
{
    /// <summary>Most subscriptions of one session.</summary>
    public const int MostOfOneSession = 20;

    private readonly RecordWatch _records = new(agent, host);
    private readonly ConcurrentDictionary<(string Session, string Uri), CancellationTokenSource> _open = new();

    /// <summary>Begins to tell the session of changes. An address of a record that does not change is taken and has nothing to tell.</summary>
    public async ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        string uri = request.Params.Uri;
        string session = request.Server.SessionId ?? "";
        if (await _records.ReadAsync(uri, cancellationToken) is { } known)
        {
            if (_open.Keys.Count(k => k.Session == session) >= MostOfOneSession)
            {
                throw new McpProtocolException($"A session follows at most {MostOfOneSession} records. Unsubscribe from one first.", McpErrorCode.InvalidRequest);
            }

            var end = CancellationTokenSource.CreateLinkedTokenSource(TransportFacts.Of(request.JsonRpcRequest).SessionEnded, host.Ending);
            if (_open.TryAdd((session, uri), end))
            {
                _ = TellAsync(request.Server, session, uri, known, end);
            }
            else
            {
                end.Dispose();
            }
        }

        return new EmptyResult();
    }

    /// <summary>Ends that.</summary>
    public ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        if (_open.TryRemove((request.Server.SessionId ?? "", request.Params.Uri), out CancellationTokenSource? end))
        {
            end.Cancel();
            end.Dispose(); // whoever takes it out of the list disposes of it
        }

        return new(new EmptyResult());
    }

    private async Task TellAsync(McpServer server, string session, string uri, string known, CancellationTokenSource end)
    {
        try
        {
            await foreach (string changed in _records.FollowAsync(uri, known, end.Token))
            {
                var news = new JsonRpcNotification { Method = NotificationMethods.ResourceUpdatedNotification, Params = new JsonObject { ["uri"] = changed } };
                await server.SendMessageAsync(news, end.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or InvalidOperationException or McpProtocolException)
        {
            // Unsubscribed, the session has ended, or the failure is logged.
        }
        finally
        {
            if (_open.TryRemove(new((session, uri), end)))
            {
                end.Dispose();
            }
        }
    }
}
