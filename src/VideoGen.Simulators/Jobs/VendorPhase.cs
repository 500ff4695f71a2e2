namespace VideoGen.Simulators.Jobs;

/// <summary>Where a job stands.</summary>
internal enum VendorPhase
{
    Waiting,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Expired,
}
