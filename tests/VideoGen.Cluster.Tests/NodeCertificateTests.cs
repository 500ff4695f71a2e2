using System.Collections.Immutable;
using VideoGen.Cluster.Tests.Rig;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Server;
using VideoGen.Testing;

namespace VideoGen.Cluster.Tests;

/// <summary>The files by which nodes know each other: what is wrong with one is said by the name of its setting, before the node starts.</summary>
public sealed class NodeCertificateTests : IDisposable
{
    private readonly TestFolder _files = new();
    private readonly Authority _authority;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public NodeCertificateTests() => _authority = new Authority(_files.Path, "authority");

    public void Dispose()
    {
        _authority.Dispose();
        _files.Dispose();
    }

    [Fact]
    public void Files_of_one_authority_will_do() => Check(_authority.Issue("node")).ShouldBeEmpty();

    [Fact]
    public void A_node_without_files_asks_for_no_TLS() => Check([]).ShouldBeEmpty();

    [Theory]
    [InlineData("CERTIFICATE_FILE", "nowhere.pem", "/cluster/certificate_file")]
    [InlineData("CERTIFICATE_FILE", "node.key", "/cluster/certificate_file")]
    [InlineData("CERTIFICATE_FILE", "late.pem", "/cluster/key_file")]
    [InlineData("KEY_FILE", "nowhere.key", "/cluster/key_file")]
    [InlineData("KEY_FILE", "node.pem", "/cluster/key_file")]
    [InlineData("KEY_FILE", "late.key", "/cluster/key_file")]
    [InlineData("AUTHORITY_FILE", "node.key", "/cluster/authority_file")]
    [InlineData("AUTHORITY_FILE", "another.pem", "/cluster/certificate_file")]
    public void A_file_that_will_not_do_is_refused_by_its_name(string variable, string file, string pointer)
    {
        using var another = new Authority(_files.Path, "another");
        _authority.Issue("late");
        Dictionary<string, string> given = _authority.Issue("node");
        given[$"VIDEOGEN_CLUSTER_{variable}"] = Path.Combine(_files.Path, file);

        Problem problem = Check(given).ShouldHaveSingleItem();

        (problem.Code, problem.Pointer).ShouldBe(("setting_invalid", pointer));
        problem.Message.ShouldStartWith(pointer[1..].Replace('/', '.'));
        problem.Remedy.ShouldNotBeNullOrEmpty();
        problem.Message.ShouldNotContain("-----");
    }

    [Theory]
    [InlineData(Authority.Server)]
    [InlineData(Authority.Client)]
    public void A_certificate_for_one_direction_alone_is_refused(string usage) => Check(_authority.Issue("node", [usage])).ShouldHaveSingleItem().Pointer.ShouldBe("/cluster/certificate_file");

    [Fact]
    public void A_certificate_that_has_ended_is_refused() => Check(_authority.Issue("node", ends: _now.AddDays(-1))).ShouldHaveSingleItem().Pointer.ShouldBe("/cluster/certificate_file");

    [Theory]
    [InlineData("CERTIFICATE_FILE")]
    [InlineData("KEY_FILE")]
    [InlineData("AUTHORITY_FILE")]
    public void Two_files_without_the_third_are_refused(string missing)
    {
        Dictionary<string, string> given = _authority.Issue("node");
        given.Remove($"VIDEOGEN_CLUSTER_{missing}");

        Problem problem = Read(given).ShouldBeOfType<SettingsReading.Unusable>().Problems.ShouldHaveSingleItem();

        (problem.Code, problem.Pointer).ShouldBe(("setting_invalid", $"/cluster/{missing.ToLowerInvariant()}"));
    }

    [Fact]
    public void A_certificate_that_was_renewed_is_shown_from_then_on_and_one_that_was_spoiled_is_not()
    {
        Dictionary<string, string> given = _authority.Issue("node");
        var files = new NodeCertificateFiles(given["VIDEOGEN_CLUSTER_CERTIFICATE_FILE"], given["VIDEOGEN_CLUSTER_KEY_FILE"], given["VIDEOGEN_CLUSTER_AUTHORITY_FILE"]);
        var tls = new NodeTls(files, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<NodeTls>.Instance);
        string first = tls.Current.Own.Thumbprint;

        _authority.Issue("node");
        Touch(files.Certificate, 1);
        string second = tls.Current.Own.Thumbprint;
        File.WriteAllText(files.Certificate, "nothing");
        Touch(files.Certificate, 2);

        second.ShouldNotBe(first);
        tls.Current.Own.Thumbprint.ShouldBe(second);
    }

    // Two writes within one tick of a file system look like one.
    private static void Touch(string file, int seconds) => File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(seconds));

    private ImmutableArray<Problem> Check(Dictionary<string, string> given) => ClusterStart.CheckFiles(Read(given).ShouldBeOfType<SettingsReading.Usable>().Settings.Cluster, _now);

    private static SettingsReading Read(Dictionary<string, string> given) => SettingsReader.Read(new SettingsSources
    {
        Environment = new Dictionary<string, string>(given, StringComparer.Ordinal)
        {
            ["VIDEOGEN_LEDGER_CONNECTION"] = "Host=db.internal;Database=videogen;Username=videogen",
            ["VIDEOGEN_CLUSTER_ADDRESS"] = "10.0.0.11",
        },
        WorkingFolder = Path.GetTempPath(),
    });
}
