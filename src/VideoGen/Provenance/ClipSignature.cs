namespace VideoGen.Provenance;

/// <summary>What became of signing a clip.</summary>
/// <param name="SignedBy">Subject of the certificate; null where it is not signed.</param>
/// <param name="Reason">Why it is not signed, in a sentence; null where it is.</param>
public sealed record ClipSignature(string? SignedBy, string? Reason);
