namespace VideoGen.Contract;

/// <summary>Why a segment is made again.</summary>
public enum AgainReason
{
    /// <summary>The same once more: the model draws another seed.</summary>
    NewSeed,

    /// <summary>With other words.</summary>
    EditedPrompt,

    /// <summary>By another model.</summary>
    OtherModel,

    /// <summary>It failed.</summary>
    Retry,
}
