using System.Text;
using System.Text.Json;

namespace VideoGen.Fuzz.Mutations;

/// <summary>
/// Changes that see values, members and names in a JSON text. Works on the places of the text, so that what no JSON tree can hold (the same
/// name twice, half a surrogate pair, a number of a thousand digits) can be written.
/// </summary>
internal sealed class JsonMutations(Random random, byte[][] words)
{
    private static readonly byte[][] Hostile =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-0", "-1", "1", "1.0", "1e0", "0.1", "1e-400", "1e400", "-1e400", "79228162514264337593543950335", "79228162514264337593543950336",
            "1e28", "1e29", "2147483647", "2147483648", "9007199254740993", "18446744073709551616", "1e-28", "0.0000000000000000000000000001", "1.00000000000000000000000000000000001",
            "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00x\"", "\"a\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\uFFFE\"", "\"\u0301\"",
            "\"\u202E\"", "\"\\n\"", "\"\\u007f\"", "\"../../etc/passwd\"", "\"http://\"", "\"https://u:p@h/\"", "\"file:///x\"", "\"data:,\"", "\"data:;base64,!\"", "\"{{description}}\"", "NaN", "-", "01", "\"",
        }.Select(Encoding.UTF8.GetBytes),
        [.. "\""u8, 0xFF, .. "\""u8],
        [.. "\""u8, 0xED, 0xA0, 0x80, .. "\""u8],
        [.. "\""u8, .. Enumerable.Repeat((byte)'a', 3_000), .. "\""u8],
        [.. Enumerable.Repeat((byte)'9', 700)],
    ];

    public byte[] Change(byte[] input)
    {
        List<Place> places = KeyedLimiter(input);
        if (places.Count == 0)
        {
            return input;
        }

        Place place = places[random.Next(places.Count)];
        Place other = places[random.Next(places.Count)];
        ReadOnlySpan<byte> whole = input.AsSpan(place.Start, place.End - place.Start);
        switch (random.Next(11))
        {
            case 0 or 1:
                return Replaced(input, place, Hostile[random.Next(Hostile.Length)]);
            case 2:
                return Replaced(input, place, input.AsSpan(other.Start, other.End - other.Start));
            case 3:
                return ByteMutations.With(input, place.From, [], Gap(input, place) - place.From);
            case 4:
                return ByteMutations.With(input, place.From, [.. input.AsSpan(place.From, place.End - place.From), (byte)','], 0);
            case 5:
                int depth = random.Next(4) == 0 ? random.Next(60, 70) : random.Next(1, 4);
                return Replaced(input, place, [.. Enumerable.Repeat((byte)'[', depth), .. whole, .. Enumerable.Repeat((byte)']', depth)]);
            case 6 when words.Length > 0:
                return Replaced(input, place, [(byte)'"', .. Word(), (byte)'"']);
            case 7 when place.From < place.Start && words.Length > 0:
                return ByteMutations.With(input, place.From, [(byte)'"', .. Word(), .. "\":"u8], place.Start - place.From);
            case 8 when place.From < place.Start && words.Length > 0:
                return ByteMutations.With(input, place.From, [(byte)'"', .. Word(), .. "\":"u8, .. Hostile[random.Next(Hostile.Length)], (byte)','], 0);
            case 9 when whole[0] == '"':
                byte[] piece = Hostile[random.Next(Hostile.Length)];
                return ByteMutations.With(input, random.Next(place.Start + 1, place.End), piece is [(byte)'"', .., (byte)'"'] ? piece.AsSpan(1, piece.Length - 2) : piece, 0);
            default:
                return Replaced(input, place, Hostile[random.Next(Hostile.Length)]);
        }
    }

    private byte[] Word() => words[random.Next(words.Length)];

    private static byte[] Replaced(byte[] input, Place place, ReadOnlySpan<byte> value) =>
        ByteMutations.With(input, place.Start, value, place.End - place.Start);

    private static int Gap(byte[] input, Place place) => place.End < input.Length && input[place.End] == ',' ? place.End + 1 : place.End;

    /// <summary>The values of a text, as far as it is JSON.</summary>
    private static List<Place> KeyedLimiter(byte[] input)
    {
        int begin = input.AsSpan().IndexOfAny("{["u8);
        var found = new List<Place>();
        if (begin < 0)
        {
            return found;
        }

        var reader = new Utf8JsonReader(input.AsSpan(begin), new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 200 });
        var open = new Stack<(int From, int Start)>();
        int from = -1;
        try
        {
            while (reader.Read())
            {
                int start = begin + (int)reader.TokenStartIndex;
                int end = begin + (int)reader.BytesConsumed;
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        from = start;
                        continue;
                    case JsonTokenType.StartArray or JsonTokenType.StartObject:
                        open.Push((from < 0 ? start : from, start));
                        break;
                    case JsonTokenType.EndArray or JsonTokenType.EndObject:
                        (int before, int first) = open.Pop();
                        found.Add(new Place(before, first, end));
                        if (open.Count == 0)
                        {
                            return found; // what follows is no JSON
                        }

                        break;
                    default:
                        found.Add(new Place(from < 0 ? start : from, start, end));
                        break;
                }

                from = -1;
            }
        }
        catch (JsonException)
        {
            // As far as it is JSON.
        }

        return found;
    }

    /// <summary>A value: where its member begins (itself, in a list), where it begins and ends.</summary>
    private sealed record Place(int From, int Start, int End);
}
