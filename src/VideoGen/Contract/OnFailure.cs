namespace VideoGen.Contract;

/// <summary>What happens to the other segments when one fails. Either way nothing further is submitted.</summary>
public enum OnFailure
{
    /// <summary>Answer at once; what runs finishes later.</summary>
    Halt,

    /// <summary>Wait for what runs, within the wait of the call.</summary>
    Settle,
}
