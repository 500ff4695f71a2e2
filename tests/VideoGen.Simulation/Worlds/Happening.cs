namespace VideoGen.Simulation.Worlds;

/// <summary>Something that will happen at its time.</summary>
internal sealed class Happening(Action what, Process? of)
{
    /// <summary>Whose it is; null for nobody's.</summary>
    public Process? Of { get; } = of;

    /// <summary>False once it was called off.</summary>
    public bool IsOn { get; set; } = true;

    public void Happen() => what();
}
