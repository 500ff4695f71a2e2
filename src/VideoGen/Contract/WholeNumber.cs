using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoGen.Contract;

/// <summary>Reads an integer as JSON Schema defines it: <c>1</c> and <c>1.0</c> are the same number. Many senders write the latter.</summary>
public sealed class WholeNumber : JsonConverter<int>
{
    /// <inheritdoc/>
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TryGetInt32(out int whole))
        {
            return whole;
        }

        decimal number = reader.GetDecimal();
        return decimal.IsInteger(number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw new JsonException("A whole number is expected.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
