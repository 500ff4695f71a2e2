using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>Hashes JSON by meaning: member order and white space do not count.</summary>
internal static class CanonicalJson
{
    /// <summary>SHA-256, lowercase hex.</summary>
    /// <param name="value">The value.</param>
    /// <param name="except">Members that do not count, by their path from the root: <c>a</c>, <c>a/b</c>.</param>
    public static string Hash(JsonElement value, params ReadOnlySpan<string> except)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, value, except);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, ReadOnlySpan<string> except)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    if (!except.Contains(member.Name))
                    {
                        writer.WritePropertyName(member.Name);
                        Write(writer, member.Value, except.IsEmpty ? [] : Below(except, $"{member.Name}/"));
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item, []);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string[] Below(ReadOnlySpan<string> except, string prefix)
    {
        var below = new List<string>();
        foreach (string path in except)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                below.Add(path[prefix.Length..]);
            }
        }

        return [.. below];
    }
}
