using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Cluster;

/// <summary>Makes an agent one node of several.</summary>
public static class ClusterServiceCollectionExtensions
{
    private const string Name = "videogen"; // a ledger is a cluster: its tables are its own

    /// <summary>
    /// Adds what makes the agent of these services a node: who lives, messages between nodes. To be called before the agent is added, so that the
    /// node is one of the cluster before it takes jobs, and leaves the cluster after it gave them back.
    /// </summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="node">The node.</param>
    public static IServiceCollection AddVideoGenCluster(this IServiceCollection services, ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        services.AddSingleton(node);
        services.AddOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Name, Name));
            silo.ConfigureEndpoints(node.Address, node.Port, gatewayPort: 0, listenOnAnyHostAddress: false); // nobody is a client
            silo.Configure<ClusterMembershipOptions>(SetUp);
            silo.AddGrainService<NodeMessages>();
        });
        services.AddOptions<SiloOptions>().PostConfigure<IOptions<AgentOptions>>((silo, agent) => silo.SiloName = agent.Value.Owner);
        if (node.Certificates is { } files)
        {
            services.AddSingleton(p => new NodeTls(files, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<NodeTls>>()));
            services.AddOptions<SiloConnectionOptions>().Configure<NodeTls>((connections, tls) => tls.SetUp(connections));
        }

        services.AddSingleton<IMembershipTable, NodeTable>();
        services.AddSingleton<IFatalErrorHandler, NodeFatalErrorHandler>();
        services.AddSingleton<OrleansNodes>();
        services.AddSingleton<INodes>(p => p.GetRequiredService<OrleansNodes>());
        services.AddSingleton<Peers>();
        services.AddSingleton<ClusterSignals>();
        services.AddSingleton<IJobSignals>(p => p.GetRequiredService<ClusterSignals>());
        services.AddHostedService(p => p.GetRequiredService<OrleansNodes>());
        services.AddHostedService(p => p.GetRequiredService<ClusterSignals>());
        services.AddHostedService<LostNodes>();
        services.AddSingleton(p => new NodeLimits(p.GetRequiredService<OrleansNodes>(), p, p.GetRequiredService<TimeProvider>()));
        services.AddHostedService(p => p.GetRequiredService<NodeLimits>());
        return services;
    }

    // A killed node is found after one to three seconds, a paused one after five to ten. Probes are answered in time on a host that is very busy, too.
    private static void SetUp(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(0.5);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedProbesLimit = 3;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1); // what a node that is forgotten left is found by its process, which is no more
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5); // a cold start at new addresses waits for three of these
    }
}
