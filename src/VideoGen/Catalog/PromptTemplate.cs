namespace VideoGen.Catalog;

/// <summary>One document of <c>videoGenPromptTemplates</c>. A version is never changed; a change is a new version.</summary>
/// <param name="Id">Document id.</param>
/// <param name="Name">Name that all versions share.</param>
/// <param name="Version">Counts up from 1; the highest wins.</param>
/// <param name="TemplateText">Handlebars text; see <c>docs/concepts/templates.md</c>.</param>
/// <param name="Model">Model id it is written for; null for any model.</param>
/// <param name="UpdatedAt">When it was published, UTC.</param>
public sealed record PromptTemplate(
    string Id, string Name, int Version, string TemplateText, string? Model, DateTimeOffset UpdatedAt);
