using System.Collections.Immutable;
using System.Net;

namespace VideoGen.Cluster.Tests;

/// <summary>Who is lost: whose signs of life in the database stand still, by the clock of the one who looks.</summary>
public sealed class SignsOfLifeTests
{
    private static readonly TimeSpan Pause = LostNodes.Pause;
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly SiloAddress Here = Address(1), There = Address(2), Third = Address(3);

    private readonly SignsOfLife _signs = new();
    private TimeSpan _now = TimeSpan.FromHours(3);

    [Fact]
    public void A_node_whose_signs_stand_still_is_lost_once_patience_is_over()
    {
        int looks = 1;
        ImmutableArray<SiloAddress> lost;
        while ((lost = Look((Here, 0), (There, 7), (Third, looks))).IsEmpty)
        {
            looks++;
        }

        lost.ShouldBe([There]);
        ((looks - 1) * Pause).ShouldBe(SignsOfLife.Patience);
        Look((Here, 0), (There, 8), (Third, looks)).ShouldBeEmpty("it gave one");
    }

    [Fact]
    public void The_time_that_it_writes_does_not_count()
    {
        for (int i = 0; i < 20; i++)
        {
            Look((Here, 0), (There, -100_000 + i)).ShouldBeEmpty("a clock that is wrong is a sign of life all the same");
        }
    }

    [Fact]
    public void Whoever_was_away_itself_begins_again()
    {
        for (int i = 0; i < 4; i++)
        {
            Look((There, 7)).ShouldBeEmpty();
        }

        _now += SignsOfLife.LongestGap; // paused, or without the database, perhaps with all the others
        for (int i = 0; i < 4; i++)
        {
            Look((There, 7)).ShouldBeEmpty();
        }

        Look((There, 7)).ShouldBe([There]);
    }

    [Fact]
    public void One_that_left_or_is_dead_is_not_lost()
    {
        for (int i = 0; i < 20; i++)
        {
            MembershipEntry dead = Entry(There, 7);
            dead.Status = SiloStatus.Dead;
            Look(dead).ShouldBeEmpty();
        }
    }

    private ImmutableArray<SiloAddress> Look(params (SiloAddress Node, int Sign)[] rows) => Look([.. rows.Select(r => Entry(r.Node, r.Sign))]);

    private ImmutableArray<SiloAddress> Look(params MembershipEntry[] rows) =>
        _signs.Look(new MembershipTableData([.. rows.Select(r => Tuple.Create(r, "1"))], new TableVersion(1, "1")), Here, _now += Pause);

    private static SiloAddress Address(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 11_000 + number), number);

    private static MembershipEntry Entry(SiloAddress node, int sign) => new()
    {
        SiloAddress = node,
        SiloName = "host",
        HostName = "host",
        Status = SiloStatus.Active,
        StartTime = Start,
        IAmAliveTime = Start.AddSeconds(sign),
        SuspectTimes = [],
    };
}
