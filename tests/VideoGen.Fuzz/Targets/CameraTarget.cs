using System.Text;
using VideoGen.Animatic.Camera;

namespace VideoGen.Fuzz.Targets;

/// <summary>The camera language: any notes are a move, and the same notes are always the same move.</summary>
/// <param name="planted">True reads notes in a way that stumbles over a dash without words.</param>
internal sealed class CameraTarget(bool planted) : ITarget
{
    public IReadOnlyList<string> Words { get; } =
        ["slow", "push-in", "push", "pull", "out", "pan", "left", "right", "tilt", "up", "down", "then", "no", "not", "without", "handheld", "static", "zoom", "truck", "dolly", "close-up", "90", "degrees", "%", "x", ",", ".", ";", "-", "--", "\n", "\u00E9", "\U0001F600", "ease", "fast", "very", "slight", "orbit", "crane", "follow", "and"];

    public InputKind Kind => InputKind.Text;

    public long Allowance(int bytes) => 4_000_000;

    public void Try(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        CameraMove move = CameraNotes.Read(text);
        Rule.Require(move.Notes.Sum(n => n.Length) < 4_000, "What is said about camera notes is short.");
        Rule.Require(!planted || !text.Contains("push", StringComparison.Ordinal) || !text.TrimEnd().EndsWith('-'), "Planted: a dash at the end.");
        CameraMove again = CameraNotes.Read(text);
        Rule.Require(move.Notes.SequenceEqual(again.Notes), "The same notes are the same move.");
    }
}
