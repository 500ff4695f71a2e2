namespace VideoGen.Catalog;

/// <summary>Size and rate of the delivered clip; the editor wants 1280x720 at 24.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FramesPerSecond">Frames per second.</param>
/// <param name="Confirmed">
/// False where the provider does not document the size or the rate: the figures are then the best guess, and a clip that differs is
/// worth a note, not a doubt.
/// </param>
public sealed record PresetOutput(int Width, int Height, decimal FramesPerSecond, bool Confirmed = true);
