namespace VideoGen.Frames;

/// <summary>A host name leads to an address that is not on the public internet.</summary>
/// <param name="host">The host name, as it was given.</param>
public sealed class AddressRefusedException(string host)
    : IOException($"'{host}' is not on the public internet. Use a public address, or allow private ones with pictures.allow_private_addresses.");
