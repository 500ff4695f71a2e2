namespace VideoGen.Payload;

/// <summary>What an error of the CMS means for the caller.</summary>
public enum PayloadErrorKind
{
    /// <summary>No usable answer for now: not reachable, overloaded, its database down. The same call may work later.</summary>
    Unavailable,

    /// <summary>The key is not known to this CMS. Every call fails until that is repaired.</summary>
    KeyRefused,

    /// <summary>The key is right, but its account may not do this.</summary>
    Forbidden,

    /// <summary>The document breaks a rule of the CMS.</summary>
    Invalid,

    /// <summary>No such document.</summary>
    Missing,

    /// <summary>No such collection or address: a wrong setting, or a CMS without the plugin.</summary>
    NoSuchCollection,

    /// <summary>The document contradicts what is stored: with the VideoGen plugin, a newer state of it is.</summary>
    Conflict,
}
