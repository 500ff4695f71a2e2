using System.Text;
using System.Text.Json;
using VideoGen.Contract;

namespace VideoGen.Host.Locations;

/// <summary>Finds where the members of a JSON text stand, for editors that know lines and columns and no JSON pointers.</summary>
public sealed class JsonLocations
{
    private readonly Dictionary<string, JsonLocation> _locations = new(StringComparer.Ordinal);
    private readonly List<int> _lines = [0];
    private readonly byte[] _json;

    /// <summary>The locations of a text.</summary>
    /// <param name="json">UTF-8; text that is no JSON has locations up to its first fault.</param>
    public JsonLocations(ReadOnlyMemory<byte> json)
    {
        _json = json.ToArray();
        for (int i = 0; i < _json.Length; i++)
        {
            if (_json[i] == (byte)'\n')
            {
                _lines.Add(i + 1);
            }
        }

        Walk(JsonText.WithoutByteOrderMark(json).Span);
    }

    /// <summary>Where the text ends to be JSON; null where it is.</summary>
    public JsonLocation? Fault { get; private set; }

    /// <summary>Where the member of a pointer stands, or the nearest one around it; null where nothing is known.</summary>
    public JsonLocation? Find(string pointer)
    {
        for (string at = pointer; ; at = at[..at.LastIndexOf('/')])
        {
            if (_locations.TryGetValue(at, out JsonLocation? place))
            {
                return place;
            }

            if (at.Length == 0)
            {
                return null;
            }
        }
    }

    private void Walk(ReadOnlySpan<byte> text)
    {
        int skipped = _json.Length - text.Length;
        var open = new Stack<(string Pointer, int Next)>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 64 });
        string name = "";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    open.Pop();
                    continue;
                }

                if (reader.TokenType is JsonTokenType.PropertyName)
                {
                    name = reader.GetString()!;
                    continue;
                }

                string pointer = "";
                if (open.TryPop(out (string Pointer, int Next) parent))
                {
                    pointer = parent.Next < 0 ? JsonPointer.Member(parent.Pointer, name) : JsonPointer.Item(parent.Pointer, parent.Next);
                    open.Push((parent.Pointer, parent.Next < 0 ? -1 : parent.Next + 1));
                }

                bool isScalar = reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
                _locations.TryAdd(pointer, Location((int)reader.TokenStartIndex + skipped, isScalar ? (int)reader.BytesConsumed + skipped : (int)reader.TokenStartIndex + skipped + 1));
                if (!isScalar)
                {
                    open.Push((pointer, reader.TokenType is JsonTokenType.StartArray ? 0 : -1));
                }
            }
        }
        catch (JsonException broken)
        {
            // What was read before has its place.
            int start = Math.Min(_lines[(int)(broken.LineNumber ?? 0)] + (int)(broken.BytePositionInLine ?? 0) + (broken.LineNumber is 0 ? skipped : 0), _json.Length);
            Fault = Location(start, Math.Min(start + 1, _json.Length));
        }
        catch (InvalidOperationException)
        {
            // The problems of the answer say what is wrong; what was read before has its place.
        }
    }

    private JsonLocation Location(int start, int end)
    {
        int line = _lines.BinarySearch(start) is var found && found >= 0 ? found : ~found - 1;
        int column = Encoding.UTF8.GetCharCount(_json, _lines[line], start - _lines[line]);
        return new(line + 1, column + 1, column + 1 + Encoding.UTF8.GetCharCount(_json, start, end - start));
    }
}
