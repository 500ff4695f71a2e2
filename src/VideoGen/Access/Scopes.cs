namespace VideoGen.Access;

/// <summary>What a caller may do. Wire: the words <c>read</c>, <c>spend</c>, <c>operate</c>, <c>metrics</c> and <c>states</c>, separated by spaces or commas.</summary>
[Flags]
public enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Plan, and see one's own requests and finished clips.</summary>
    Read = 1,

    /// <summary>Order segments, which may cost money, and cancel one's own requests.</summary>
    Spend = 2,

    /// <summary>See and cancel everybody's requests.</summary>
    Operate = 4,

    /// <summary>Read the metrics of the server, which are about everybody's requests, and nothing else.</summary>
    Metrics = 8,

    /// <summary>See on the board how everybody's requests stand: no words, no pictures, no clips, and nothing else.</summary>
    States = 16,
}
