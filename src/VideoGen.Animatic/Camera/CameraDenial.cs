namespace VideoGen.Animatic.Camera;

/// <summary>What the clauses of a note deny, and how far a denial reaches.</summary>
internal static class CameraDenial
{
    /// <summary>True when the word at an index is denied within its clause.</summary>
    public static bool Covers(CameraClause clause, int index) =>
        clause.Tokens.Take(index).Any(t => t.Word?.Role == WordRole.Negation);

    /// <summary>
    /// True when a clause belongs to a list that was denied before it: "no pans, tilts or zooms". A direction or a modifier of its own
    /// ("no zoom, slow pan left") ends the list.
    /// </summary>
    public static bool Continues(CameraClause denied, CameraClause clause, CameraClause? next) =>
        denied.Tokens.Exists(t => t.Word?.Role == WordRole.Negation)
        && (clause.Link == ClauseLink.Or
            || (clause.Link is ClauseLink.With or ClauseLink.And && (next?.Link == ClauseLink.Or || clause.Link == ClauseLink.And) && clause.Tokens.TrueForAll(t => t.Word?.Role == WordRole.Move)));
}
