using VideoGen.Contract;

namespace VideoGen.Mcp.Listening;

/// <summary>Something happened to a request.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Words">What happened, for people: "segment 2 of 3: in queue, position 4"; null at the beginning and the end.</param>
internal sealed record RequestNews(SynthesisAnswer State, string? Words);
