using System.Text.Json.Nodes;

namespace VideoGen.Fal.Bench;

/// <summary>One job for both contenders.</summary>
/// <param name="Request">The storyboard, as the agent takes it.</param>
/// <param name="Segments">Prompt, first and last still of each segment, as the client takes them.</param>
internal sealed record Order(byte[] Request, JsonArray Segments);
