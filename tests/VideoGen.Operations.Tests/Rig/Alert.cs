namespace VideoGen.Operations.Tests.Rig;

/// <summary>A rule that raises an alert.</summary>
internal sealed record Alert(string Name, string Expression, string? For, string? Severity, string? Summary, string? Description, string? Runbook)
{
    public static Alert From(IDictionary<object, object> rule) => new(
        Tree.Text(rule, "alert"),
        Tree.Text(rule, "expr"),
        Tree.Find(rule, "for") as string,
        Tree.Find(Tree.Map(rule, "labels"), "severity") as string,
        Tree.Find(Tree.Map(rule, "annotations"), "summary") as string,
        Tree.Find(Tree.Map(rule, "annotations"), "description") as string,
        Tree.Find(Tree.Map(rule, "annotations"), "runbook_url") as string);
}
