namespace VideoGen.Animatic.Camera;

/// <summary>How a clause hangs on the one before it.</summary>
internal enum ClauseLink
{
    /// <summary>It opens a sentence.</summary>
    Sentence,

    /// <summary>Together with it.</summary>
    With,

    /// <summary>Together with it, joined by "and".</summary>
    And,

    /// <summary>Together with it, against what is said before ("but").</summary>
    But,

    /// <summary>Together with it, opened by "as" or "while".</summary>
    While,

    /// <summary>Another choice ("or"): what is denied before stays denied.</summary>
    Or,

    /// <summary>After a slash, which joins as well as it separates: what is denied before stays denied.</summary>
    Slash,

    /// <summary>After a colon.</summary>
    Label,

    /// <summary>Afterwards.</summary>
    After,
}
