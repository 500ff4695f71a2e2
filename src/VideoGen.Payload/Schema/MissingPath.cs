namespace VideoGen.Payload.Schema;

/// <summary>A value that a collection cannot hold: the path is not there, hidden from the account, or of another kind.</summary>
/// <param name="Path">Our name, through rows and groups: <c>webhook_events.at</c>.</param>
/// <param name="Theirs">The CMS's name.</param>
/// <param name="IsVital">True where nothing works without it; false where only that value is missed.</param>
public sealed record MissingPath(string Path, string Theirs, bool IsVital);
