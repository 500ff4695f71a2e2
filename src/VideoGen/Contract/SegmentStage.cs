namespace VideoGen.Contract;

/// <summary>How far a segment is that is still on its way.</summary>
public enum SegmentStage
{
    /// <summary>Not submitted yet: others come first.</summary>
    Waiting,

    /// <summary>The submit is on its way.</summary>
    Submitting,

    /// <summary>The submit got no answer; whether the provider has it is being found out.</summary>
    FindingOut,

    /// <summary>In the provider's queue.</summary>
    Queued,

    /// <summary>The provider works on it.</summary>
    Rendering,

    /// <summary>Made; its result is being read or its clip fetched.</summary>
    Fetching,
}
