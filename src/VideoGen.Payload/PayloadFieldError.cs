namespace VideoGen.Payload;

/// <summary>One rule of the CMS that a document breaks.</summary>
/// <param name="Path">Path of the field under its name in the CMS; empty when the CMS named none.</param>
/// <param name="Message">What the CMS says.</param>
public sealed record PayloadFieldError(string Path, string Message);
