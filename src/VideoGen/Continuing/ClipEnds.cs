namespace VideoGen.Continuing;

/// <summary>The two ends of a clip, small, for the seams with its neighbours. Kept in the ledger, because a neighbour may be delivered on another machine.</summary>
/// <param name="First">First frame: 64 by 64 pixels of red, green and blue, base64.</param>
/// <param name="Last">Last frame, likewise.</param>
/// <param name="FirstStillDb">First frame against its still, in dB; null where that cannot be read.</param>
/// <param name="LastStillDb">Last frame against its still, in dB; null where there is none.</param>
public sealed record ClipEnds(string First, string Last, decimal? FirstStillDb, decimal? LastStillDb);
