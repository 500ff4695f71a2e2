namespace VideoGen.Animatic.Tests.Camera;

/// <summary>How the reader does on a labelled set.</summary>
internal sealed record CameraScore(string Name, IReadOnlyList<LabelledPhrase> Phrases)
{
    /// <summary>Share read right.</summary>
    public double Right => Share(p => p.IsRight);

    /// <summary>Share read wrong without a note.</summary>
    public double Silent => Share(p => !p.IsRight && !p.IsNoted);

    /// <summary>Share of the static shots read right.</summary>
    public double Static => (double)Phrases.Count(p => p.Label == "Hold" && p.IsRight) / Math.Max(1, Phrases.Count(p => p.Label == "Hold"));

    public override string ToString() =>
        $"{Name}: {Phrases.Count} phrases, {Right:P1} right, {Silent:P1} silently wrong, static {Static:P1}\n{string.Join('\n', Phrases.Where(p => !p.IsRight))}";

    private double Share(Func<LabelledPhrase, bool> which) => (double)Phrases.Count(which) / Phrases.Count;
}
