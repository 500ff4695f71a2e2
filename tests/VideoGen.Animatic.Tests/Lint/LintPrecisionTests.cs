using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using VideoGen.Animatic.Camera;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Lint;
using VideoGen.Planning;
using VideoGen.Testing;
using Xunit.Abstractions;

namespace VideoGen.Animatic.Tests.Lint;

/// <summary>
/// Holds the lint to storyboards that were labelled by hand: at most one finding in twenty may be wrong. A line is a frame: its seconds, the
/// rules that should speak, its description, its camera notes.
/// </summary>
public sealed class LintPrecisionTests(ITestOutputHelper output)
{
    private const double MostWrong = 1.0 / 20;
    private const double LeastFound = 0.85;

    [Fact]
    public void At_most_one_finding_in_twenty_is_wrong()
    {
        List<string> wrong = [];
        List<string> missed = [];
        (int boards, int right) = (0, 0);
        foreach (ImmutableArray<Line> board in Boards())
        {
            boards++;
            foreach ((Line line, ImmutableHashSet<string> found) in board.Zip(Findings(board)))
            {
                right += found.Intersect(line.Rules).Count;
                wrong.AddRange(found.Except(line.Rules).Select(rule => $"{rule}: {line}"));
                missed.AddRange(line.Rules.Except(found).Select(rule => $"{rule}: {line}"));
            }
        }

        output.WriteLine($"{boards} storyboards, {right + wrong.Count} findings, {wrong.Count} wrong, {missed.Count} missed.");
        output.WriteLine(string.Join('\n', [.. wrong.Select(w => $"wrong  {w}"), .. missed.Select(m => $"missed {m}")]));
        boards.ShouldBeGreaterThan(100);
        ((double)wrong.Count / (right + wrong.Count)).ShouldBeLessThanOrEqualTo(MostWrong, string.Join('\n', wrong));
        ((double)right / (right + missed.Count)).ShouldBeGreaterThanOrEqualTo(LeastFound, string.Join('\n', missed));
    }

    private static IEnumerable<ImmutableHashSet<string>> Findings(ImmutableArray<Line> board)
    {
        JsonObject request = RequestJson.Of([.. board.Select((_, i) => (1, i + 1))]);
        foreach ((int i, Line line) in board.Index())
        {
            JsonNode entry = request["storyboard_frames"]![i]!;
            (entry["description"], entry["camera_notes"], entry["duration_seconds"]) = (line.Description, line.CameraNotes, line.Seconds);
        }

        Storyboard storyboard = RequestJson.Good(request);
        var plan = (PlanResult.Planned)Planner.Plan(storyboard, Presets.Shipped("animatic"), ShippedCatalog.Read());
        ImmutableArray<LintFinding> found = new StoryboardLint(new CameraReader()).Run(new LintBoard([plan.Segments], storyboard.Settings.MaxRuntimeSeconds), ["near-overflow"]);
        return board.Select((_, i) => found.Where(f => f.Pointer.StartsWith($"/storyboard_frames/{i}/", StringComparison.Ordinal)).Select(f => f.Rule).ToImmutableHashSet());
    }

    private static IEnumerable<ImmutableArray<Line>> Boards()
    {
        var board = new List<Line>();
        foreach (string text in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Lint", "storyboards.tsv")))
        {
            if (!text.StartsWith('#'))
            {
                board.Add(Line.Read(text));
            }
            else if (board.Count > 0)
            {
                yield return [.. board];
                board.Clear();
            }
        }

        yield return [.. board];
    }

    private sealed record Line(decimal Seconds, ImmutableHashSet<string> Rules, string Description, string CameraNotes)
    {
        public static Line Read(string text) =>
            text.Split('\t') is [var seconds, var rules, var description, var notes]
                ? new(decimal.Parse(seconds, CultureInfo.InvariantCulture), [.. rules.Split(',', StringSplitOptions.RemoveEmptyEntries)], description, notes)
                : throw new FormatException($"Four columns are needed: {text}");

        public override string ToString() => $"{Seconds.ToString(CultureInfo.InvariantCulture)} s | {Description} | {CameraNotes}";
    }
}
