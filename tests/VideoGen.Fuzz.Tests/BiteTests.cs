using VideoGen.Fuzz.Runs;
using VideoGen.Fuzz.Targets;

namespace VideoGen.Fuzz.Tests;

/// <summary>The fuzzer bites: faults that are planted are found, and coverage is what leads to the deep ones.</summary>
public sealed class BiteTests
{
    private const int MazeInputs = 60_000;

    /// <summary>A run ends when it has found the fault; what it finds when depends on every branch of the product.</summary>
    private const int PlantedInputs = 200_000;

    public static TheoryData<string> Targets => [.. TargetList.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_planted_fault_is_found(string target) =>
        Fuzzer.Run(new FuzzOptions(target, PlantedInputs, Planted: true)).Findings.ShouldNotBeEmpty();

    [Fact]
    public void Coverage_leads_through_a_maze() =>
        Fuzzer.Run(new FuzzOptions("maze", MazeInputs)).Findings.ShouldHaveSingleItem().Rule.ShouldBe("Nobody reaches the middle of the maze.");

    [Fact]
    public void Luck_alone_does_not() =>
        Fuzzer.Run(new FuzzOptions("maze", MazeInputs, Guided: false)).Findings.ShouldBeEmpty();

    [Fact]
    public void The_same_seed_tries_the_same_inputs()
    {
        FuzzReport one = Fuzzer.Run(new FuzzOptions("mp4", 3_000, Seed: 3));
        FuzzReport two = Fuzzer.Run(new FuzzOptions("mp4", 3_000, Seed: 3));
        (two.Kept, two.Blocks).ShouldBe((one.Kept, one.Blocks));
    }
}
