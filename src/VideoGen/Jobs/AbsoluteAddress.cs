using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoGen.Jobs;

/// <summary>Writes an address in its escaped, absolute form and reads nothing else: a file path would come back as a relative address.</summary>
public sealed class AbsoluteAddress : JsonConverter<Uri>
{
    /// <inheritdoc/>
    public override Uri Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Uri.TryCreate(reader.GetString(), UriKind.Absolute, out Uri? address) ? address : throw new JsonException("An absolute address is expected.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Uri value, JsonSerializerOptions options) => writer.WriteStringValue(value.AbsoluteUri);
}
