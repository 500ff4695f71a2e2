namespace VideoGen.Delivery;

/// <summary>A clip in its place.</summary>
/// <param name="Address">Where people and the editor fetch it; absolute.</param>
/// <param name="DocumentId">Id of its document, where the store keeps documents; null elsewhere.</param>
public sealed record StoredClip(Uri Address, string? DocumentId = null);
