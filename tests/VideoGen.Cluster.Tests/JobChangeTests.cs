using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using VideoGen.Jobs;

namespace VideoGen.Cluster.Tests;

/// <summary>The one message between nodes, as nodes of other versions send it.</summary>
public sealed class JobChangeTests
{
    // Bytes of version 1.0: what a node sends that has not been upgraded yet. Kept as they are; a change of the message must still read them.
    private const string Kept = "20E8400B7265715F31410B6A6F625F31011D410F52756E6E696E67010981000000000000E03F" + End;
    private const string End = "E0";

    private static readonly JobSignal Signal = new("req_1", "job_1", 7, JobState.Running, 2, 0.5);

    [Fact]
    public void What_an_earlier_version_sent_is_understood() => Read(Convert.FromHexString(Kept)).ToSignal().ShouldBe(Signal);

    [Fact]
    public void What_this_version_sends_is_kept() =>
        Convert.ToHexString(Serializer().SerializeToArray(JobChange.Of(Signal))).ShouldBe(Kept, "The message has changed: keep these bytes besides the old ones, which must still be read.");

    [Fact]
    public void A_member_that_a_later_version_adds_is_passed_over() =>
        Read(Convert.FromHexString(Kept[..^End.Length] + "410378" + End)).ToSignal().ShouldBe(Signal);

    [Fact]
    public void A_state_of_a_later_version_is_passed_over() =>
        Read(Serializer().SerializeToArray(JobChange.Of(Signal) with { State = "Dreaming" })).ToSignal().ShouldBeNull();

    private static JobChange Read(byte[] bytes) => Serializer().Deserialize<JobChange>(bytes)!;

    private static Serializer Serializer() =>
        new ServiceCollection().AddSerializer(s => s.AddAssembly(typeof(JobChange).Assembly)).BuildServiceProvider().GetRequiredService<Serializer>();
}
