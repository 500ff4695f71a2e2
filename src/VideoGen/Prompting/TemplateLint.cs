using System.Collections.Immutable;

namespace VideoGen.Prompting;

/// <summary>
/// Finds values that a template prints outside an <c>#if</c> of their own: when such a value is empty, its label would stay behind.
/// </summary>
internal static class TemplateLint
{
    /// <summary>Names of values printed without their <c>#if</c>; <c>description</c> is never empty and needs none.</summary>
    public static ImmutableArray<string> Unguarded(ImmutableArray<TemplateTag> tags)
    {
        var open = new Stack<string>();
        var found = new List<string>();
        foreach (TemplateTag tag in tags)
        {
            switch (tag.Kind)
            {
                case "#if" or "#unless":
                    open.Push(tag.Name);
                    break;
                case "/if" or "/unless":
                    open.TryPop(out _);
                    break;
                case "" when tag.Name is not "description" && !open.Contains(tag.Name):
                    found.Add(tag.Name);
                    break;
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }
}
