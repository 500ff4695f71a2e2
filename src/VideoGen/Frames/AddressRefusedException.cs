namespace VideoGen.Frames;

/// <summary>
/// A host name leads to no address on the public internet: to none at all, or to one of a network of our own. Which of the two is not revealed to
/// whoever chose the name, since the names of internal hosts could be guessed that way.
/// </summary>
public sealed class AddressRefusedException : IOException
{
    /// <summary>Refuses the address of a still.</summary>
    /// <param name="host">The host name, as it was given.</param>
    public AddressRefusedException(string host)
        : this(host, "Check the name, use a public address, or allow private ones with pictures.allow_private_addresses.")
    {
    }

    private AddressRefusedException(string host, string remedy)
        : base($"'{host}' has no address on the public internet. {remedy}") =>
        Host = host;

    /// <summary>The host name, as it was given.</summary>
    public string Host { get; }

    /// <summary>The same, of the address of a clip, which a provider named: no setting for stills opens it.</summary>
    public AddressRefusedException OfClip() =>
        new(Host, "Clips are fetched from public addresses, and from a private host and port only where the addresses of the provider in the settings name the very same.");
}
