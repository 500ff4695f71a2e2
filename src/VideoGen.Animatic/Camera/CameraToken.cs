namespace VideoGen.Animatic.Camera;

/// <summary>A stretch of the notes: a word of the language, a word outside of it, or a mark between clauses.</summary>
/// <param name="Start">First character in the notes.</param>
/// <param name="End">Character after the last.</param>
/// <param name="Text">Lower-case spelling; empty for a mark.</param>
/// <param name="Word">The entry of the language; null for anything else.</param>
internal readonly record struct CameraToken(int Start, int End, string Text, CameraWord? Word)
{
    /// <summary>True for punctuation that ends a clause.</summary>
    public bool IsMark => Text.Length == 0;
}
