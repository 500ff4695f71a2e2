namespace VideoGen.Frames;

/// <summary>
/// A host name leads to no address on the public internet: to none at all, or to one of a network of our own. Which of the two is not told to
/// whoever chose the name, since the names of internal hosts could be guessed that way.
/// </summary>
/// <param name="host">The host name, as it was given.</param>
public sealed class AddressRefusedException(string host)
    : IOException($"'{host}' has no address on the public internet. Check the name, use a public address, or allow private ones with pictures.allow_private_addresses.");
