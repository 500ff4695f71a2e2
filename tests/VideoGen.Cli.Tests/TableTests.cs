using System.Collections.Immutable;
using VideoGen.Cli.Requests;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Cli.Verbs;
using VideoGen.Contract;
using VideoGen.Jobs;
using VideoGen.Providers;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

public sealed class TableTests
{
    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    public void Plan(int width) => Check($"plan-{width}.txt", width, s => PlanTable.Write(s, Example.Plan()));

    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    public void Comparison(int width) => Check($"comparison-{width}.txt", width, s => ComparisonTable.Write(s, Example.Comparison()));

    [Fact]
    public void Episode() => Check("episode.txt", 120, s => EpisodeTable.Write(s, new BatchQueue(
    [
        new PlannedBatch(1, new RequestDocument(default, "/"), ["SCENE_1_SHOT_1", "SCENE_1_SHOT_2", "SCENE_2_SHOT_1"], Example.Plan() with { EstimatedCostUsd = 1.2m }),
        new PlannedBatch(2, new RequestDocument(default, "/"), ["SCENE_3_SHOT_1"], Example.Plan() with { Segments = [Example.Plan().Segments[0]], TotalSeconds = 4, EstimatedCostUsd = 0.4m }),
    ])));

    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    public void Result(int width) => Check($"result-{width}.txt", width, s => ResultTable.Write(
        s,
        Example.Answer(Example.Failed(FailureError.ContentRejected), Example.Failed(FailureError.ProviderPending, 3)) with
        {
            Warnings = [new Warning("model_retired", "/video_settings/model", "This model is retired.")],
            Cost = new CostReport { EstimatedUsd = 1.2m, ReservedUsd = 0.4m, BilledUsd = 0.125m },
        },
        ImmutableDictionary<string, string>.Empty));

    [Fact]
    public void Refused() => Check("refusal.txt", 80, s => RefusalList.Write(s, new Refusal
    {
        Problems =
        [
            new Problem("storyboard_entry_missing", "/generated_frames/2/frame_id", "SCENE_2_SHOT_1 🌊 has no storyboard entry.", "Add one to storyboard_frames, or leave the frame out."),
            new Problem("too_many_segments", "", "The frames make 4 segments; a request takes 3.", "Send the batches one after the other."),
        ],
        Batches = [Example.Batch(1, "a", "b"), Example.Batch(2, "c")],
        EstimatedCostUsd = 0.8m,
    }, isOrder: true));

    [Fact]
    public void Requests() => Check("requests.txt", 120, s => RequestsTable.Write(s, [(Example.Record(), [Example.Job(1), Example.Job(2) with { State = JobState.SubmissionUnknown }])]));

    [Fact]
    public void Right_to_left_text_and_emoji_keep_the_table_whole()
    {
        PlanAnswer plan = Example.Plan();
        string text = Draw(100, s => PlanTable.Write(s, plan with
        {
            Segments = [plan.Segments[0] with { AssociatedFrames = ["🌊🌊🌊", "שלום"], Model = "模型" }],
        }));

        text.ShouldContain("שלום");
        text.Split('\n').Where(l => l.StartsWith('─')).Select(l => l.Length).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Hostile_text_moves_no_cursor()
    {
        PlanAnswer plan = Example.Plan();
        string text = Draw(120, s => PlanTable.Write(s, plan with
        {
            Segments = [plan.Segments[0] with { Prompt = "\u001b[2J\u009b31m[red]x[/]\u202Eevil\r\n\u0007", AssociatedFrames = ["a\u001b]0;owned\u0007"] }],
        }));

        text.Any(c => char.IsControl(c) && c != '\n').ShouldBeFalse();
        text.ShouldNotContain('\u202E');
        text.ShouldContain("[red]x[/]evil");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(96)]
    public void Any_width_can_be_drawn(int width) => Draw(width, s =>
    {
        PlanTable.Write(s, Example.Plan());
        ResultTable.Write(s, Example.Answer(Example.Failed(FailureError.ProviderError)), ImmutableDictionary<string, string>.Empty);
    }).ShouldNotBeEmpty();

    private static void Check(string name, int width, Action<Screen> draw) => GoldenFile.ShouldMatch($"tests/VideoGen.Cli.Tests/Golden/{name}", Draw(width, draw));

    private static string Draw(int width, Action<Screen> draw)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        draw(new Screen(writer, terminal: false, colors: false, dumb: false, width));
        return writer.ToString();
    }
}
