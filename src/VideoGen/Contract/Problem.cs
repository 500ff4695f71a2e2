namespace VideoGen.Contract;

/// <summary>Something that keeps a request, a setting or a job from going on, said so that the reader can repair it.</summary>
/// <param name="Code">Stable snake_case code, listed in <c>docs/problems.md</c>.</param>
/// <param name="Pointer">JSON pointer (RFC 6901) to the member concerned; empty for the whole document.</param>
/// <param name="Message">One sentence: what is wrong, with the value and the rule.</param>
/// <param name="Remedy">One sentence: what to do.</param>
public sealed record Problem(
    string Code,
    string Pointer,
    string Message,
    string Remedy)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Pointer.Length == 0 ? $"{Code}: {Message} {Remedy}" : $"{Code} at {Pointer}: {Message} {Remedy}";
}
