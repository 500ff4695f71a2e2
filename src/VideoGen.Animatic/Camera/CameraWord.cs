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
    /// True for a word of everyday speech ("the sun rises", "a frying pan"): it counts only where the camera is the subject, or at the
    /// start of a clause that has no other subject.
    /// </summary>
    public bool Loose { get; init; }

    /// <summary>True for a word that counts only where the camera is the subject ("the camera stays", but not "stay").</summary>
    public bool NeedsCamera { get; init; }

    /// <summary>True for what people also do to things ("pulls back the curtain"): with an object of its own it moves no camera.</summary>
    public bool Handled { get; init; }

    /// <summary>True for a hold that describes the camera ("static") instead of a moment ("hold"): a move named beside it wins.</summary>
    public bool State { get; init; }

    /// <summary>True for a move that goes along with something ("follow"): without a direction of its own it yields to any other move.</summary>
    public bool Accompanies { get; init; }

    /// <summary>True for a direction that counts before or after its move, not only directly after it.</summary>
    public bool Beside { get; init; }

    /// <summary>True for a direction that leaves the side open ("lateral").</summary>
    public bool Vague { get; init; }

    /// <summary>Size of a framing, 1 (wide) to 7 (extreme close-up); 0 when it says nothing about size.</summary>
    public int Size { get; init; }

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
