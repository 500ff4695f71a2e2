using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>
/// How much JSON of somebody else is read at all: the one rule of every reader, looked at in the bytes as they came, before anything is built
/// from them. A tree of values takes forty times the bytes of its text. How many bytes there may be is each reader's own. Pure, linear.
/// </summary>
public static class JsonLimits
{
    /// <summary>Deepest nesting, in levels.</summary>
    public const int MaxDepth = 64;

    /// <summary>Most names and values: some thousand frames have a tenth of it.</summary>
    public const int MaxValues = 2_000_000;

    /// <summary>Says what is too much; null for a text within the limits, and for what is no JSON: its reader says so.</summary>
    /// <param name="text">UTF-8, with or without a byte order mark.</param>
    /// <param name="maxValues">Most names and values, for a reader that needs fewer.</param>
    public static Problem? Check(ReadOnlySpan<byte> text, int maxValues = MaxValues)
    {
        // One level more, so that the limit is distinguished from what is no JSON.
        var reader = new Utf8JsonReader(JsonText.SkipByteOrderMark(text), new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        int values = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    continue;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                {
                    return new Problem(ProblemCodes.JsonTooDeep, "", $"The JSON is nested deeper than {MaxDepth} levels.", "Send the request as documented; it needs 5 levels.");
                }

                if (++values > maxValues)
                {
                    return new Problem(ProblemCodes.RequestTooLarge, "", $"The JSON has more than {maxValues} names and values.", "Send fewer frames, and leave out what nobody reads.");
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return null;
    }

    /// <summary>True for a text within the limits.</summary>
    /// <param name="text">UTF-8, with or without a byte order mark.</param>
    /// <param name="maxValues">Most names and values.</param>
    public static bool Allow(ReadOnlySpan<byte> text, int maxValues = MaxValues) => Check(text, maxValues) is null;
}
