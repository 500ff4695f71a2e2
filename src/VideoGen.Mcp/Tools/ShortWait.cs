using System.Text;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace VideoGen.Mcp.Tools;

/// <summary>A call that is answered as soon as it is on disk, because something else follows the request to its end.</summary>
internal static class ShortWait
{
    private const string Key = "videogen.wait";

    /// <summary>Lets the call not wait, whatever its arguments say.</summary>
    public static void PutOn(JsonRpcRequest request) => MessageItems.Put(request, Key, TimeSpan.Zero);

    /// <summary>Zero for such a call, null for any other.</summary>
    public static TimeSpan? Of(JsonRpcRequest request) => MessageItems.Find<TimeSpan?>(request, Key);

    /// <summary>True when the caller itself asked, with <c>wait_seconds</c> 0, for an answer at once.</summary>
    public static bool IsAsked(JsonRpcRequest request) => IsAsked(RawArguments.Of(request).Span);

    private static bool IsAsked(ReadOnlySpan<byte> arguments)
    {
        var reader = new Utf8JsonReader(arguments);
        try
        {
            while (reader.Read())
            {
                if (reader is { CurrentDepth: 0, TokenType: JsonTokenType.String })
                {
                    return IsAsked(Encoding.UTF8.GetBytes(reader.GetString()!).AsSpan()); // arguments that came as a text
                }

                if (reader.CurrentDepth != 1 || reader.TokenType is not JsonTokenType.PropertyName)
                {
                    continue;
                }

                bool asked = reader.ValueTextEquals("wait_seconds"u8);
                reader.Read();
                if (asked)
                {
                    return reader.TokenType is JsonTokenType.Number && reader.TryGetDecimal(out decimal seconds) && seconds == 0;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The tool will say so.
        }

        return false;
    }
}
