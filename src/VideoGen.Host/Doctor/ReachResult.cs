namespace VideoGen.Host.Doctor;

/// <summary>What an address answered.</summary>
/// <param name="Status">HTTP code; 0 where there was no answer.</param>
/// <param name="Clock">The other side's time; null where it gave none.</param>
/// <param name="Reason">Why there was no answer; empty where there was one.</param>
internal sealed record ReachResult(int Status, DateTimeOffset? Clock, string Reason);
