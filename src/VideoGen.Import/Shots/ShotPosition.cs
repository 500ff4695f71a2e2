namespace VideoGen.Import.Shots;

/// <summary>Scene and shot as somebody wrote them; null for what is not said.</summary>
/// <param name="Scene">Scene.</param>
/// <param name="Shot">Place in the scene.</param>
/// <param name="ByLetter">True where the shot has a letter: A is 1.</param>
internal readonly record struct ShotPosition(int? Scene, int? Shot, bool ByLetter);
