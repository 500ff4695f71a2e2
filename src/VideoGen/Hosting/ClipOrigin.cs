namespace VideoGen.Hosting;

/// <summary>
/// An address of a provider's own that the operator named: clips are fetched from its very host and port even where that is a private address.
/// </summary>
/// <param name="Address">The address.</param>
public sealed record ClipOrigin(Uri Address);
