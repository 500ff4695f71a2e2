using VideoGen.Simulation.Runs;

namespace VideoGen.Simulation.Tests;

/// <summary>What the seeds show of chains: without it no promise about them is worth anything.</summary>
public sealed class ChainTests
{
    private const int Seeds = 120;

    [Fact]
    public void The_seeds_show_a_chain_that_goes_on_and_one_that_ends_at_a_failed_link()
    {
        bool goesOn = false, ends = false;
        for (ulong seed = 1; seed <= Seeds && !(goesOn && ends); seed++)
        {
            Outcome outcome = SeedRun.Of(seed, traced: true);
            outcome.Violation.ShouldBeNull($"seed {seed}");
            goesOn |= outcome.Trace.Contains("keeps the last frame", StringComparison.Ordinal);
            ends |= outcome.Trace.Contains("it begins with the last frame of the clip of", StringComparison.Ordinal);
        }

        (goesOn, ends).ShouldBe((true, true));
    }
}
