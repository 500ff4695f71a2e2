namespace VideoGen.Payload.Schema;

/// <summary>A value that a collection should be able to hold.</summary>
/// <param name="Path">Our name, through rows and groups: <c>webhook_events.at</c>.</param>
/// <param name="IsVital">True where nothing works without it; false where only that value is missed.</param>
public sealed record ExpectedPath(string Path, bool IsVital);
