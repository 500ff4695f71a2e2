using VideoGen.Fuzz.Runs;
using VideoGen.Fuzz.Targets;

namespace VideoGen.Fuzz.Tests;

/// <summary>Whatever comes in, the rules of the part that reads it hold.</summary>
public sealed class BadInputTests
{
    /// <summary>Every kept input: what was recorded, and what once broke a rule.</summary>
    public static TheoryData<string, string> KeptInputs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string target in TargetList.Names)
            {
                foreach ((string name, _) in Corpus.Files(target))
                {
                    data.Add(target, name);
                }
            }

            return data;
        }
    }

    /// <summary>A target and how many inputs a run of this suite tries.</summary>
    public static TheoryData<string, int> Budgets => new()
    {
        { "request", 6_000 },
        { "webhook", 8_000 },
        { "mp4", 50_000 },
        { "template", 2_000 },
        { "preset", 3_000 },
        { "settings", 3_000 },
        { "fal", 10_000 },
        { "vendor", 6_000 },
        { "picture", 50_000 },
        { "camera", 8_000 },
        { "http", 2_000 },
        { "token", 4_000 },
        { "mcp", 1_500 },
    };

    [Theory]
    [MemberData(nameof(KeptInputs))]
    public void A_kept_input_breaks_no_rule(string target, string file) =>
        Trial.Of(TargetList.Create(target, planted: false), Corpus.Files(target).Single(f => f.Name == file).Bytes)?.Details.ShouldBeNull();

    [Theory]
    [MemberData(nameof(Budgets))]
    public void No_input_breaks_a_rule(string target, int inputs)
    {
        FuzzReport report = Fuzzer.Run(new FuzzOptions(target, inputs));
        report.Findings.ShouldBeEmpty(Fuzzer.Told(report));
        report.Inputs.ShouldBe(inputs);
    }

    [Fact]
    public void Every_target_has_a_budget_and_recorded_inputs()
    {
        Budgets.Select(b => (string)b[0]).ShouldBe(TargetList.Names, ignoreOrder: true);
        TargetList.Names.ShouldAllBe(target => Corpus.Files(target).Any());
    }
}
