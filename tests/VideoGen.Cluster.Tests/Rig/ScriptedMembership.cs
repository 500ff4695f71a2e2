using System.Collections.Immutable;
using System.Net;
using System.Threading.Channels;

namespace VideoGen.Cluster.Tests.Rig;

/// <summary>The membership of a cluster as a test reports it; this node is 10.0.0.1.</summary>
internal sealed class ScriptedMembership : IClusterMembershipService, ILocalSiloDetails
{
    /// <summary>This node.</summary>
    public static readonly SiloAddress Here = SiloAddress.New(IPAddress.Parse("10.0.0.1"), 11_111, 1);

    private readonly Channel<ClusterMembershipSnapshot> _updates = Channel.CreateUnbounded<ClusterMembershipSnapshot>();

    public ClusterMembershipSnapshot CurrentSnapshot { get; } = Snapshot();

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => _updates.Reader.ReadAllAsync();

    public string Name => "10.0.0.1";

    public string ClusterId => "videogen";

    public string DnsHostName => "here";

    public SiloAddress SiloAddress => Here;

    public SiloAddress GatewayAddress => Here;

    public void Report(params (SiloAddress Address, SiloStatus Status)[] members) => _updates.Writer.TryWrite(Snapshot(members));

    public void End(Exception? error) => _updates.Writer.Complete(error);

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public Task<bool> TryKill(SiloAddress siloAddress) => Task.FromResult(false);

    private static ClusterMembershipSnapshot Snapshot(params (SiloAddress Address, SiloStatus Status)[] members) => new(
        members.ToImmutableDictionary(m => m.Address, m => new ClusterMember(m.Address, m.Status, m.Address.Endpoint.Address.ToString())), new MembershipVersion(members.Length));
}
