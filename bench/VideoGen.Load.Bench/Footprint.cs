namespace VideoGen.Load.Bench;

/// <summary>What a process takes.</summary>
/// <param name="Heap">Managed heap right after a full collection, bytes.</param>
/// <param name="ResidentBefore">Resident memory before that collection, bytes.</param>
/// <param name="Resident">Resident memory after it, bytes.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Webhooks">How webhooks were answered.</param>
internal sealed record Footprint(long Heap, long ResidentBefore, long Resident, long Threads, string Webhooks);
