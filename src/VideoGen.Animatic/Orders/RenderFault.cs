namespace VideoGen.Animatic.Orders;

/// <summary>Why a render ended without a clip, as kept on disk.</summary>
/// <param name="Code">Stable snake_case code.</param>
/// <param name="Message">What happened.</param>
/// <param name="NextStep">What to do.</param>
internal sealed record RenderFault(string Code, string Message, string NextStep);
