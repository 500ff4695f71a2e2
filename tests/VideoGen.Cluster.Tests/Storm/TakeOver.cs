namespace VideoGen.Cluster.Tests.Storm;

/// <summary>How long the others took for what a node had.</summary>
/// <param name="Fault">What happened to the node.</param>
/// <param name="Took">From then until it owned nothing.</param>
/// <param name="Promised">Longest time that is promised.</param>
internal sealed record TakeOver(string Fault, TimeSpan Took, TimeSpan Promised)
{
    /// <summary>As text.</summary>
    public override string ToString() => $"taken over {Took.TotalSeconds:0.0} s after a node was {Fault}; promised: {Promised.TotalSeconds:0} s";
}
