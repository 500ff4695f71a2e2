namespace VideoGen.Jobs;

/// <summary>What became of a delivery.</summary>
public enum ReceiveResult
{
    /// <summary>Kept; the job is due now.</summary>
    Kept,

    /// <summary>Kept before: a repeat.</summary>
    Repeated,

    /// <summary>The job had ended already; noted in its history.</summary>
    AfterEnd,

    /// <summary>No such job.</summary>
    UnknownJob,
}
