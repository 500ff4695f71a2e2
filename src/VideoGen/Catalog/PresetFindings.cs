using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Catalog;

/// <summary>Collects what is wrong with a preset or a config, so that all of it is reported at once.</summary>
internal sealed class PresetFindings(string pointer)
{
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>Notes a problem unless <paramref name="kept"/>.</summary>
    public void Require(bool kept, string path, string message, string remedy)
    {
        if (!kept)
        {
            _problems.Add(new Problem(PresetCheck.Code, pointer + path, message, remedy));
        }
    }

    /// <summary>Takes over problems found elsewhere.</summary>
    public void Add(ImmutableArray<Problem> problems) => _problems.AddRange(problems);

    public ImmutableArray<Problem> ToImmutable() => _problems.ToImmutable();
}
