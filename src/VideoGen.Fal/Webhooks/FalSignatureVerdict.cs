namespace VideoGen.Fal.Webhooks;

/// <summary>What a signature check found.</summary>
public enum FalSignatureVerdict
{
    /// <summary>One of the keys signed exactly this delivery, recently.</summary>
    Valid,

    /// <summary>A header is missing, repeated, too long or not in its documented form.</summary>
    Malformed,

    /// <summary>The timestamp is further from the clock than tolerated.</summary>
    Stale,

    /// <summary>None of the keys signed this delivery.</summary>
    Forged,
}
