using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp;

/// <summary>Things that travel with a message inside this process.</summary>
internal static class MessageItems
{
    public static void Put(JsonRpcMessage message, string key, object thing)
    {
        message.Context ??= new();
        message.Context.Items ??= new Dictionary<string, object?>(StringComparer.Ordinal);
        message.Context.Items[key] = thing;
    }

    public static T? Find<T>(JsonRpcMessage message, string key) =>
        message.Context?.Items is { } items && items.TryGetValue(key, out object? put) && put is T thing ? thing : default;
}
