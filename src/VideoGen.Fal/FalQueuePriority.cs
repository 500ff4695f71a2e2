namespace VideoGen.Fal;

/// <summary>Place in fal's queue, header <c>X-Fal-Queue-Priority</c>.</summary>
public enum FalQueuePriority
{
    /// <summary><c>normal</c>.</summary>
    Normal,

    /// <summary><c>low</c>.</summary>
    Low,
}
