namespace VideoGen.Catalog;

/// <summary>Marks a model that the provider withdrew.</summary>
/// <param name="Since">Date or period of the withdrawal, for people.</param>
/// <param name="Successor">Model id to use instead.</param>
public sealed record PresetRetired(string Since, string Successor);
