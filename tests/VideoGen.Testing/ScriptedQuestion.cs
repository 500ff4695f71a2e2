namespace VideoGen.Testing;

/// <summary>What a <see cref="ScriptedVendor"/> was asked.</summary>
/// <param name="Method">Method.</param>
/// <param name="Address">Address.</param>
/// <param name="Login">The header <c>Authorization</c>; null for none.</param>
/// <param name="Version">The version of the API, where the vendor has a header for it.</param>
/// <param name="Body">The body as text.</param>
public sealed record ScriptedQuestion(HttpMethod Method, Uri Address, string? Login, string? Version, string Body);
