namespace VideoGen.Fal.Bench;

/// <summary>Milliseconds of wall time and of CPU time.</summary>
internal sealed record Cost(double Wall, double Cpu);
