using System.Net;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Server;

namespace VideoGen.Cluster.Tests;

/// <summary>What a node cannot start with, said before it tries.</summary>
public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("VIDEOGEN_CLUSTER_PORT", "8080", "/cluster/port")]
    [InlineData("VIDEOGEN_SERVER_WEBHOOK_PORT", "11111", "/cluster/port")]
    [InlineData("VIDEOGEN_FAL_CONNECT_TIMEOUT_SECONDS", "11", "/fal/connect_timeout_seconds")]
    [InlineData("VIDEOGEN_OPENROUTER_CONNECT_TIMEOUT_SECONDS", "120", "/openrouter/connect_timeout_seconds")]
    [InlineData("VIDEOGEN_RUNWAY_CONNECT_TIMEOUT_SECONDS", "30", "/runway/connect_timeout_seconds")]
    public void What_harms_a_node_is_refused_and_is_fine_for_a_server_by_itself(string variable, string value, string pointer)
    {
        Problem problem = Read((variable, value), ("VIDEOGEN_SERVER_PORT", "8080"), ("VIDEOGEN_CLUSTER_ADDRESS", "10.0.0.11")).ShouldBeOfType<SettingsReading.Unusable>().Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Pointer).ShouldBe(("setting_invalid", pointer));

        Read((variable, value), ("VIDEOGEN_SERVER_PORT", "8080")).ShouldBeOfType<SettingsReading.Usable>();
    }

    [Theory]
    [InlineData("127.0.1.1 10.0.0.11", "10.0.0.11")]
    [InlineData("::1 fd00::11", "fd00::11")]
    [InlineData("fd00::11 10.0.0.11", "10.0.0.11")]
    [InlineData("127.0.1.1", "127.0.1.1")]
    public void Of_several_addresses_of_a_name_the_others_get_the_one_that_they_reach(string known, string chosen) =>
        ClusterAddress.Choose([.. known.Split(' ').Select(IPAddress.Parse)]).ShouldBe(IPAddress.Parse(chosen));

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.11")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public void An_address_is_taken_as_it_is_and_localhost_is_for_trying(string? address) => ClusterAddress.Check(new ClusterSettings { Address = address }).ShouldBeEmpty();

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("node-1.localhost")] // the loopback or nothing, by the machine
    public void A_name_by_which_nobody_else_reaches_the_node_is_refused(string name)
    {
        Problem problem = ClusterAddress.Check(new ClusterSettings { Address = name }).ShouldHaveSingleItem();

        (problem.Code, problem.Pointer).ShouldBe(("setting_invalid", "/cluster/address"));
        problem.Message.ShouldContain(name);
    }

    [Theory]
    [InlineData("10.0.0.11:11111@5", "10.0.0.11:11111")]
    [InlineData("fd00::11:11111@5", "[fd00::11]:11111")]
    [InlineData("[fd00::11]:11111@5", "[fd00::11]:11111")]
    public void The_doctor_reads_addresses_as_the_membership_writes_them(string written, string place) => ClusterDiagnostic.PlaceOf(written)!.ToString().ShouldBe(place);

    private static SettingsReading Read(params (string Name, string Value)[] variables) => SettingsReader.Read(new SettingsSources
    {
        Environment = variables.Append(("VIDEOGEN_LEDGER_CONNECTION", "Host=db.internal;Database=videogen;Username=videogen")).ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal),
        WorkingFolder = Path.GetTempPath(),
    });
}
