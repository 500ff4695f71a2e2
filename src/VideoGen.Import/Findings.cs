using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Import;

/// <summary>Collects what is wrong with a source, and what was decided, so that all of it is reported at once.</summary>
internal sealed class Findings
{
    private readonly List<Problem> _problems = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<string> _noted = [];
    private readonly HashSet<string> _places = [];

    public bool AnyProblem => _problems.Count > 0;

    public ImmutableArray<Problem> Problems => [.. _problems];

    public ImmutableArray<string> Notes => [.. _notes];

    public void Problem(string code, string place, string message, string remedy)
    {
        _problems.Add(new(code, place, message, remedy));
        _places.Add(place);
    }

    /// <summary>True where something is wrong at a place already.</summary>
    public bool HasProblemAt(string place) => _places.Contains(place);

    /// <summary>Notes a decision, once.</summary>
    public void Note(string text)
    {
        if (_noted.Add(text))
        {
            _notes.Add(text);
        }
    }
}
