using VideoGen.Cluster.Tests.Rig;
using VideoGen.Cluster.Tests.Storm;
using Xunit.Abstractions;

namespace VideoGen.Cluster.Tests;

/// <summary>A storm of faults over three real nodes, the real CMS and the simulated provider: nothing is lost, nothing is bought twice, every bill is settled.</summary>
public sealed class StormTests(StormRun storm, ITestOutputHelper output) : IClassFixture<StormRun>
{
    // A machine that does a hundred other things is slow: what a promise says in seconds is measured and reported, and held to this many times that.
    private const int Slow = 4;

    [Fact]
    public void It_loses_nothing_and_buys_nothing_twice()
    {
        output.WriteLine(storm.Report);
        storm.Found.Select(v => $"{v.Promise}: {v.What}").ShouldBeEmpty(storm.Report);
        storm.Answered.ShouldBeGreaterThan(storm.Played.Count, storm.Report);
    }

    [Fact]
    public void What_a_node_had_is_taken_over_soon()
    {
        storm.TakeOvers.ShouldNotBeEmpty();
        storm.TakeOvers.Where(t => t.Took > t.Promised * Slow).ShouldBeEmpty(storm.Report);
    }

    [Fact]
    public void Who_ends_by_itself_says_that_it_wants_to_be_started_again() => storm.Ends.ShouldAllBe(code => code == 75, storm.Report);

    [NetworkFact]
    public void Every_cable_was_pulled() => Faults.OfNetworks.Except(storm.LeftOut).ShouldBeSubsetOf(storm.Played, storm.Report);
}
