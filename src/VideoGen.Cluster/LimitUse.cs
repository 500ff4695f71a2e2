namespace VideoGen.Cluster;

/// <summary>What somebody used up of a limit at another node, on the wire. Members are added with new numbers, and none is used again.</summary>
[GenerateSerializer]
[Immutable]
[Alias("VideoGen.LimitUse")]
internal sealed record LimitUse
{
    /// <summary>The limit.</summary>
    [Id(0)]
    public required string Limit { get; init; }

    /// <summary>Who: the name of a caller, or an address.</summary>
    [Id(1)]
    public required string Key { get; init; }

    /// <summary>How many times.</summary>
    [Id(2)]
    public required int Count { get; init; }
}
