namespace VideoGen.Host.Configuration;

/// <summary>How a clip is ordered at fal.</summary>
public enum FalInvocation
{
    /// <summary>Over the queue, with a webhook where an address for it is set.</summary>
    Queue,

    /// <summary>Over the blocking endpoint: the answer is the clip.</summary>
    Sync,
}
