namespace VideoGen.Animatic.Paths;

/// <summary>When a path runs and what it joins.</summary>
/// <param name="Seconds">Length of the path, more than 0.</param>
/// <param name="JoinsBefore">True when another still dissolves into this one: the path starts in motion.</param>
/// <param name="JoinsAfter">True when this one dissolves into another: the path ends in motion.</param>
/// <param name="Seed">Seed of the hand-held unrest.</param>
internal sealed record PathTiming(double Seconds, bool JoinsBefore = false, bool JoinsAfter = false, ulong Seed = 0);
