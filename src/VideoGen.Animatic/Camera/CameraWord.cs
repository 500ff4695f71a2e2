using System.Collections.Immutable;

namespace VideoGen.Animatic.Camera;

/// <summary>One entry of the camera language: spellings that mean the same, and what they mean.</summary>
/// <param name="Role">What it does in a sentence.</param>
/// <param name="Meaning">What the animatic shows, for the page that lists the vocabulary.</param>
/// <param name="Forms">Spellings in lower case; a space also stands for a hyphen or nothing visible between the words.</param>
internal sealed record CameraWord(WordRole Role, string Meaning, params ImmutableArray<string> Forms)
{
    /// <summary>Direction of a move that names none; also the direction of a direction word.</summary>
    public CameraDirection Direction { get; init; }

    /// <summary>Directions the move can be given.</summary>
    public ImmutableArray<CameraDirection> Allowed { get; init; } = [];

    /// <summary>True when the word is a move only together with a direction ("move left", but not "move").</summary>
    public bool NeedsDirection { get; init; }

    /// <summary>
    /// True for a word of everyday speech ("the sun rises", "she holds a cup"): it counts only where no foreign word stands before it in
    /// its clause.
    /// </summary>
    public bool Loose { get; init; }

    /// <summary>True when a missing direction is worth a note.</summary>
    public bool AsksDirection { get; init; }

    /// <summary>Factor on the way.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>Speed the word brings; null leaves it as it is.</summary>
    public CameraSpeed? Speed { get; init; }

    /// <summary>A second direction that comes with the move: closer (+) or farther (−), as a factor of its strength; 0 for none.</summary>
    public double Along { get; init; }

    /// <summary>What to tell the reader when it is used; null for nothing.</summary>
    public string? Note { get; init; }
}
