namespace VideoGen.Payload.Catalog;

/// <summary>A template or provider config that a CMS has now.</summary>
/// <param name="Collection">Slug of its collection.</param>
/// <param name="Name">Its name, or its provider.</param>
/// <param name="IsNew">True when it was published just now; false when the CMS had one of that name.</param>
public sealed record PushedDocument(string Collection, string Name, bool IsNew);
