namespace VideoGen.Ledger.Hammer;

/// <summary>The ledger did what it must never do.</summary>
public sealed class BrokenPromiseException(string message) : Exception(message);
