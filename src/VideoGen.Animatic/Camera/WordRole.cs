namespace VideoGen.Animatic.Camera;

/// <summary>What a word of the camera language does in a sentence.</summary>
internal enum WordRole
{
    /// <summary>A move; takes a direction.</summary>
    Move,

    /// <summary>How the picture is framed; moves only where nothing else in the notes does.</summary>
    Framing,

    /// <summary>Known, but not a move that a flat picture can show; leaves a note.</summary>
    Beyond,

    /// <summary>A direction.</summary>
    Direction,

    /// <summary>Changes strength or speed of the move it stands with.</summary>
    Modifier,

    /// <summary>Takes the modifier after it away ("not too").</summary>
    Degree,

    /// <summary>Takes the move after it away.</summary>
    Negation,

    /// <summary>What follows comes afterwards.</summary>
    Sequence,

    /// <summary>What follows happens at the same time.</summary>
    Joint,
}
