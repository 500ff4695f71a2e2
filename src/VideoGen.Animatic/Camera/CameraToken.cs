namespace VideoGen.Animatic.Camera;

/// <summary>A stretch of the notes: a word of the language, a word outside of it, or a mark between clauses.</summary>
/// <param name="Start">First character in the notes.</param>
/// <param name="End">Character after the last.</param>
/// <param name="Text">Dictionary spelling ("pan" for "panning"); of a mark one of <c>.</c>, <c>,</c>, <c>:</c> and <c>/</c>.</param>
/// <param name="Raw">Lower-case spelling as written.</param>
/// <param name="Word">The entry of the language; null for anything else.</param>
internal readonly record struct CameraToken(int Start, int End, string Text, string Raw, CameraWord? Word)
{
    /// <summary>True for punctuation that ends a clause.</summary>
    public bool IsMark => Text is "." or "," or ":" or "/";

    /// <summary>True for a word spelled as the vocabulary lists it: a noun or an imperative, no conjugated verb.</summary>
    public bool IsPlain => Word is { } word && word.Forms.Contains(Raw);

    /// <summary>True for the form of a verb that has a subject ("pans", "rises").</summary>
    public bool IsFinite => FirstWord.EndsWith('s') && (!IsPlain || Raw == "backs");

    /// <summary>True for a form on -ing or -ed.</summary>
    public bool IsParticiple => !IsPlain && (FirstWord.EndsWith("ing", StringComparison.Ordinal) || FirstWord.EndsWith("ed", StringComparison.Ordinal));

    private string FirstWord => Raw.Split(' ')[0];
}
