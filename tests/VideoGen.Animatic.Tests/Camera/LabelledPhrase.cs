namespace VideoGen.Animatic.Tests.Camera;

/// <summary>One phrase, what a person and the reader see in it.</summary>
internal sealed record LabelledPhrase(string Label, string Text, string Read, bool IsRight, bool IsNoted)
{
    public override string ToString() => $"{(IsRight ? "right" : IsNoted ? "noted" : "SILENT")}\t{Label}\t{Read}\t{Text}";
}
