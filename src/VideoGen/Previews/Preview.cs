namespace VideoGen.Previews;

/// <summary>A small picture or clip.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>video/mp4</c>.</param>
public sealed record Preview(ReadOnlyMemory<byte> Bytes, string MediaType);
