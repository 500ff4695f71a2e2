using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VideoGen.Catalog;
using VideoGen.Delivery;
using VideoGen.Exports;
using VideoGen.Files;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Hosting;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Previews;
using VideoGen.Provenance;
using VideoGen.Providers;
using VideoGen.Records;
using VideoGen.Reports;
using VideoGen.Synthesis;
using VideoGen.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the agent to a program.</summary>
public static class VideoGenServiceCollectionExtensions
{
    /// <summary>
    /// Adds an agent: <see cref="IVideoSegments"/> with all that it is made of, and the services that a host runs for it. What it works with is
    /// added to the builder: a ledger, and one provider or more. Making it opens no file and no connection; the first call does, or the start
    /// of the host.
    /// </summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="configure">Changes the options.</param>
    public static VideoGenBuilder AddVideoGen(this IServiceCollection services, Action<AgentOptions>? configure = null)
    {
        services.AddLogging();
        services.AddOptions<AgentOptions>().Configure(configure ?? (_ => { })).PostConfigure<IServiceProvider>(ChooseProvider)
            .Validate(o => Path.IsPathFullyQualified(o.Home), "AgentOptions.Home must be an absolute path, such as /var/lib/film: a program may be started in any folder.")
            .Validate(o => LintRules.Unknown(o.LintOff).IsEmpty, "AgentOptions.LintOff holds something that is no rule of the lint; LintRules.All are all.");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(p => p.GetRequiredService<IOptions<AgentOptions>>().Value);
        services.TryAddSingleton<IIdSource, RandomIds>();
        services.TryAddSingleton<IJobSignals, ProcessSignals>();
        services.TryAddSingleton<INodes>(p => new OneNode(p.Options().Owner));
        services.TryAddSingleton<IPlanStore, ProcessPlans>();
        services.TryAddSingleton(p => new PictureFetcher(p.Options().Pictures, p.Time(), own: p.GetService<OwnHost>()));
        services.TryAddSingleton(p => new StillReader(p.GetRequiredService<PictureFetcher>(), new PictureStore(Path.Combine(p.Options().Home, "pictures")), p.Options().Pictures));
        services.TryAddSingleton(p => new ClipFetcher(p.GetRequiredService<ClipClient>().Http, ClipFetcher.MostBytes, p.Time()));
        services.TryAddSingleton(p => new ClipClient(p.GetServices<ClipOrigin>()));
        services.TryAddSingleton<IMediaStore>(p => new FolderMediaStore(Path.Combine(p.Options().Home, "media"), p.Options().MediaUrl));
        services.TryAddSingleton(p => p.GetServices<CatalogLayer>().Aggregate(p.GetRequiredService<CatalogSource>().Catalog, (below, layer) => layer.Create(p, below)));
        services.TryAddSingleton(p => new PreviewStore(Path.Combine(p.Options().Home, "previews"), p.GetService<IPreviewMaker>(), p.Time()));
        services.TryAddSingleton(p => new PreviewWorker(p.GetRequiredService<PreviewStore>(), p.Time()));
        services.TryAddSingleton(Metrics);
        services.TryAddSingleton(Agent);
        services.TryAddSingleton(Runner);
        services.TryAddSingleton<IJobSchedule>(p => p.GetRequiredService<JobRunner>());
        services.TryAddSingleton<JobTick>();
        services.TryAddSingleton<IVideoSegments, VideoSegments>();
        services.TryAddSingleton<WebhookIntake>();
        services.TryAddSingleton<IRequestRegister>(p => new LedgerRegister(p.GetRequiredService<AgentServices>().Ledger));
        services.TryAddSingleton<IReports, LedgerReports>();
        services.TryAddSingleton<IExports, LedgerExports>();
        services.TryAddSingleton(p => new RecordReader(p.GetRequiredService<ILedger>(), p.GetRequiredService<ICatalog>()));
        services.TryAddSingleton(p => new Redelivery(p.GetRequiredService<AgentServices>().Ledger, p.GetRequiredService<IMediaStore>(), p.Time()));
        services.TryAddSingleton(p => new Settlement(p.GetRequiredService<AgentServices>().Ledger, p.Time()));
        services.TryAddSingleton(Follower);
        services.TryAddSingleton(p => new JobSweep(p.GetRequiredService<JobFollower>(), p.GetRequiredService<AgentServices>()));
        services.TryAddSingleton(Delivery);
        // They end in the other order: what the last steps wrote is still delivered.
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<RecordDelivery>());
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<JobFollower>());
        services.AddSingleton<IHostedService>(p => p.GetRequiredService<JobSweep>());
        return new VideoGenBuilder(services);
    }

    private static AgentOptions Options(this IServiceProvider provider) => provider.GetRequiredService<AgentOptions>();

    private static TimeProvider Time(this IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static void ChooseProvider(AgentOptions options, IServiceProvider provider)
    {
        if (options.DefaultProvider.Length == 0)
        {
            options.IsDefaultFound = true;
            options.DefaultProvider = provider.GetServices<ProviderRegistration>().FirstOrDefault(r => r.CanBeDefault(provider))?.Name
                ?? throw new InvalidOperationException("The agent has no provider that could render: add one, such as AddAnimatic(), or give fal.ai a key.");
        }
    }

    // Steps come from the ledger that the parts hold, and those hold the runner as their schedule.
    private static JobRunner Runner(IServiceProvider provider)
    {
        AgentOptions options = provider.Options();
        return new JobRunner(
            (ask, stop) => provider.GetRequiredService<JobTick>().RunAsync(ask, stop), provider.Time(), provider.GetRequiredService<ILogger<JobRunner>>(), options.Steps, options.LongestPause);
    }

    // Services are disposed of in the other order: what is made before these two outlives the deliveries and the steps that they end.
    private static RecordDelivery Delivery(IServiceProvider provider)
    {
        _ = provider.GetRequiredService<AgentServices>();
        _ = provider.GetRequiredService<IReports>();
        return new RecordDelivery(
            provider.GetRequiredService<IRecordOutbox>(), provider.GetService<IRecordStore>(), provider.Options().Owner, provider.Time(),
            provider.GetRequiredService<ILogger<RecordSender>>(), provider.GetService<RecordSenderOptions>());
    }

    private static JobFollower Follower(IServiceProvider provider)
    {
        _ = provider.GetRequiredService<RecordDelivery>();
        _ = provider.GetRequiredService<IJobSchedule>();
        return new JobFollower(provider.GetRequiredService<JobRunner>(), provider.GetRequiredService<AgentServices>(), Owned(provider));
    }

    private static OwnedJobs? Owned(IServiceProvider provider)
    {
        AgentServices agent = provider.GetRequiredService<AgentServices>();
        if (!agent.Nodes.OwnJobs)
        {
            return null;
        }

        IJobOwners owners = agent.Owners ?? throw new InvalidOperationException("Several nodes need a ledger that knows whose jobs are whose.");
        var options = new OwnedJobsOptions(agent.Options.Lease, agent.Options.SlowestLook, agent.Options.LooksPerSecond);
        var owned = new OwnedJobs(agent.Options.Owner, agent.Nodes, owners, agent.Ledger, provider.GetRequiredService<JobRunner>(), options, agent.Time, provider.GetRequiredService<ILogger<OwnedJobs>>());
        _ = new ClusterGauges(agent.Metrics, owned, agent.Nodes, owners, agent.Options.Owner);
        return owned;
    }

    private static AgentMetrics Metrics(IServiceProvider provider)
    {
        var metrics = new AgentMetrics();
        IRecordOutbox? outbox = provider.GetService<IRecordStore>() is null ? null : provider.GetRequiredService<IRecordOutbox>();
        IEnumerable<string> names = provider.GetServices<ProviderRegistration>().Select(r => r.Name).Order(StringComparer.Ordinal);
        _ = new LedgerGauges(metrics, provider.GetRequiredService<IJobTotals>(), outbox, names, provider.Time());
        _ = new CapGauge(metrics, provider.GetRequiredService<ICatalog>(), provider.Options().DayCapUsd, provider.Time());
        return metrics;
    }

    private static AgentServices Agent(IServiceProvider provider)
    {
        HomeRights.Narrow(provider.Options().Home, isMediaPublic: provider.Options().MediaUrl is not null);
        return new AgentServices
        {
            Metrics = provider.GetRequiredService<AgentMetrics>(),
            Ledger = provider.GetRequiredService<ILedger>(),
            Plans = provider.GetRequiredService<IPlanStore>(),
            Nodes = provider.GetRequiredService<INodes>(),
            Owners = provider.GetService<IJobOwners>(),
            Catalog = provider.GetRequiredService<ICatalog>(),
            Providers = provider.GetServices<IVideoProvider>().ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
            Signals = provider.GetRequiredService<IJobSignals>(),
            Stills = provider.GetRequiredService<StillReader>(),
            Previews = provider.GetRequiredService<PreviewStore>(),
            PreviewWorker = provider.GetRequiredService<PreviewWorker>(),
            Clips = provider.GetRequiredService<ClipFetcher>(),
            Media = provider.GetRequiredService<IMediaStore>(),
            Signer = provider.GetService<IClipSigner>(),
            Finisher = provider.GetService<IClipFinisher>(),
            Ids = provider.GetRequiredService<IIdSource>(),
            Time = provider.Time(),
            Options = provider.Options(),
            Camera = provider.GetService<ICameraReader>(),
            Pictures = provider.GetService<IPictureSampler>() is { } sampler ? new RememberedSamples(sampler) : null,
        }.Measured();
    }
}
