using System.Collections.Immutable;

namespace VideoGen.Jobs;

/// <summary>Who lives and who is dead, by the name each has in the ledger. Who is in neither is unknown, which is not dead.</summary>
/// <param name="Living">Nodes that live, this one among them unless it may not act.</param>
/// <param name="Dead">Nodes that were found dead, or ended in order. A name never comes back.</param>
/// <param name="MayAct">False once this node was found dead by the others, or is not one of them yet: it takes nothing over.</param>
public sealed record NodeView(ImmutableHashSet<string> Living, ImmutableHashSet<string> Dead, bool MayAct)
{
    /// <summary>How many nodes share the work, 1 or more.</summary>
    public int Count => Math.Max(1, Living.Count);
}
