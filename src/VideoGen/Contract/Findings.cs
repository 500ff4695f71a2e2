using System.Collections.Immutable;

namespace VideoGen.Contract;

/// <summary>
/// Collects the problems and warnings of one request, in the order they are found. A request that is wrong from end to end gets the first
/// <see cref="Most"/> of each and a closing line, so that an answer stays readable and a hostile request costs no memory.
/// </summary>
internal sealed class Findings
{
    /// <summary>Most problems, and most warnings, before the closing line.</summary>
    public const int Most = 1_000;

    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();
    private readonly ImmutableArray<Warning>.Builder _warnings = ImmutableArray.CreateBuilder<Warning>();

    /// <summary>True once something was refused.</summary>
    public bool HasProblems => _problems.Count > 0;

    /// <summary>True when further problems would not be listed: looking on is useless.</summary>
    public bool IsFull => _problems.Count > Most;

    public ImmutableArray<Problem> Problems => _problems.ToImmutable();

    public ImmutableArray<Warning> Warnings => _warnings.ToImmutable();

    public void Refuse(string code, string pointer, string message, string remedy)
    {
        if (_problems.Count < Most)
        {
            _problems.Add(new(code, pointer, message, remedy));
        }
        else if (_problems.Count == Most)
        {
            _problems.Add(new(ProblemCodes.MoreProblems, "", $"There are more problems; these are the first {Most}.", "Correct these, then send the request again."));
        }
    }

    public void Warn(string code, string pointer, string message)
    {
        if (_warnings.Count < Most)
        {
            _warnings.Add(new(code, pointer, message));
        }
        else if (_warnings.Count == Most)
        {
            _warnings.Add(new(WarningCodes.MoreWarnings, "", $"There are more warnings; these are the first {Most}."));
        }
    }
}
