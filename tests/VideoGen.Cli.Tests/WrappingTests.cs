using VideoGen.Cli.Terminal;

namespace VideoGen.Cli.Tests;

public sealed class WrappingTests
{
    private const string Hash = "5f2c9a7103f0c1b2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f70819a2b3c4d5e6f708";

    [Fact]
    public void A_line_ends_between_words() => Wrapping.Lines("The sea beats the rocks.", 12).ShouldBe(["The sea", "beats the", "rocks."]);

    [Fact]
    public void An_address_stands_out_rather_than_being_cut() =>
        Wrapping.Lines($"It is at file:///media/{Hash}.mp4 now.", 20).ShouldBe(["It is at", $"file:///media/{Hash}.mp4", "now."]);

    [Fact]
    public void A_command_in_quotes_is_one_word() =>
        Wrapping.Lines("Then run 'videogen export req_1 --clips DIR', or wait.", 30).ShouldBe(["Then run", "'videogen export req_1 --clips DIR',", "or wait."]);

    [Fact]
    public void Line_ends_and_indents_of_the_text_stay() => Wrapping.Lines("a\n  b c\n", 80).ShouldBe(["a", "  b c", ""]);

    [Fact]
    public async Task Nothing_is_cut_on_a_narrow_terminal()
    {
        using var run = new CliRun { Width = 40 };
        run.Agent.OnPlan = _ => new Synthesis.Answer<Contract.PlanAnswer>.Given(Example.Plan() with { PlanHash = Hash, RequestKey = "k" });

        (await run.RunAsync("plan", "request.json")).ShouldBe(0);

        run.Output.ShouldContain(Hash);
        run.Error.ShouldContain($"videogen generate --plan-hash {Hash}\n");
    }

    [Fact]
    public async Task The_id_of_a_request_stays_whole_beside_a_long_project()
    {
        string id = $"req_{new string('0', 26)}";
        using var run = new CliRun { Width = 96 };
        run.Agent.Requests = [Example.Record() with { Id = id, ProjectId = new string('p', 36), EpisodeId = new string('e', 36) }];

        (await run.RunAsync("status")).ShouldBe(0);

        run.Output.ShouldContain(id);
    }

    [Fact]
    public void A_stream_that_nobody_sees_wraps_nothing() => new CliEnvironment { Output = TextWriter.Null, Error = TextWriter.Null, Input = Stream.Null, Environment = new Dictionary<string, string>(), WorkingFolder = "/" }
        .Width.ShouldBe(CliEnvironment.Unlimited);
}
