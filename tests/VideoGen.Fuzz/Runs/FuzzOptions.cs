namespace VideoGen.Fuzz.Runs;

/// <summary>What to run.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Inputs">Inputs to try.</param>
/// <param name="Seed">The same seed tries the same inputs.</param>
/// <param name="Planted">True plants a fault into the target.</param>
/// <param name="Guided">False forgets what coverage says.</param>
/// <param name="Minutes">Ends the run after so many minutes, whatever is left of the inputs; null lets it come to its end.</param>
/// <param name="Keep">Folder for what is found; null keeps nothing.</param>
public sealed record FuzzOptions(string Target, long Inputs, int Seed = 1, bool Planted = false, bool Guided = true, double? Minutes = null, string? Keep = null);
