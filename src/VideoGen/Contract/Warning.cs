namespace VideoGen.Contract;

/// <summary>Something the caller should know that stops nothing.</summary>
/// <param name="Code">Stable snake_case code, listed in <c>docs/problems.md</c>.</param>
/// <param name="Pointer">JSON pointer to the member concerned; empty for the whole request.</param>
/// <param name="Message">One sentence.</param>
public sealed record Warning(string Code, string Pointer, string Message);
