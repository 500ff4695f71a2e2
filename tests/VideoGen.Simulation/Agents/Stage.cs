using VideoGen.Catalog;
using VideoGen.Delivery;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Ledger.Sql;
using VideoGen.Records;
using VideoGen.Simulation.Oracles;
using VideoGen.Simulation.Outside;
using VideoGen.Simulation.Worlds;
using VideoGen.Testing.Catalog;
using VideoGen.Testing.Jobs;

namespace VideoGen.Simulation.Agents;

/// <summary>Everything that outlives a process: the ledger, the disks, the provider, the media store, and what the seed decided.</summary>
internal sealed class Stage : IDisposable
{
    private readonly MemoryLedgerStore _rows = new();
    private readonly List<SqlLedger> _opened = [];
    private readonly Func<string, TimeProvider, SqlLedger>? _ledgers;
    private readonly DirectoryInfo _folder;

    public Stage(World world, Oracle oracle, Sabotage sabotage, Func<string, TimeProvider, SqlLedger>? ledgers, bool isCluster = false)
    {
        (World, Oracle, Sabotage, _ledgers) = (world, oracle, sabotage, ledgers);
        Weather = new Weather(world);
        Membership = isCluster ? new Membership(world, Weather) : null;
        Provider = new ProviderSite(world, Weather, new VendorTraits(world), oracle);
        ProviderConfig shipped = MemoryCatalog.Config();
        var unit = new BillingUnit { Name = "unit", Usd = Provider.Traits.Unit, Source = "the simulation" };
        Config = shipped with
        {
            ModelPresets = [.. shipped.ModelPresets.Select(p => p with { Price = p.Price with { Unit = unit } })],
            MaxParallel = world.Chance.Between(1, 3),
            WebhookUrl = world.Chance.PerMille(850) ? "https://agent.sim" : null,
            Blocking = world.Chance.PerMille(150),
            ProjectCapUsd = world.Chance.PerMille(300) ? world.Chance.Between(5, 40) / 10m : null,
        };
        Catalog.Publish(Config);
        FollowLimit = world.Chance.PerMille(200) ? TimeSpan.FromHours(48) : TimeSpan.FromHours(2);
        MaxConcurrentSteps = world.Chance.OneOf([1, 2, 64]);
        _folder = Directory.CreateDirectory(Path.Combine(Root, $"videogen-simulation-{Path.GetRandomFileName()}"));
        Media = new FolderMediaStore(Path.Combine(Home, "media"));
        oracle.Watch(this);
    }

    /// <summary>Where runs keep their files: in memory where the machine offers that.</summary>
    private static string Root { get; } = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public World World { get; }

    public Oracle Oracle { get; }

    public Weather Weather { get; }

    /// <summary>Who lives in a cluster; null where processes know nothing of each other.</summary>
    public Membership? Membership { get; }

    public ProviderSite Provider { get; }

    public RecordSite Records { get; } = new();

    public ProviderConfig Config { get; }

    public MemoryCatalog Catalog { get; } = new();

    public Sabotage Sabotage { get; }

    public FolderMediaStore Media { get; }

    public PictureFetcher Pictures { get; } = new(new PictureLimits(), TimeProvider.System);

    public IIdSource Ids { get; } = new CountedIds();

    public TimeSpan FollowLimit { get; }

    public int MaxConcurrentSteps { get; }

    public string Home => _folder.FullName;

    /// <summary>
    /// The ledger as a new process opens it, with the oracle's eye on what is written. When the process dies, the operating system lets go
    /// of what says that it lives.
    /// </summary>
    public (ILedger Ledger, IRecordOutbox Outbox, IJobOwners Owners) OpenLedger(TimeProvider time, Process? process = null)
    {
        if (_ledgers is null)
        {
            var memory = new MemoryLedger(_rows, time);
            Bury(process, memory.Dispose);
            return (new WitnessedLedger(memory, Oracle), new MemoryOutbox(memory), new WitnessedOwners(Sabotage.Of(memory, memory), memory, Oracle));
        }

        SqlLedger ledger = _ledgers(Home, time);
        _opened.Add(ledger);
        Bury(process, ledger.LetGo);
        return (new WitnessedLedger(ledger, Oracle), new LedgerOutbox(ledger), new WitnessedOwners(Sabotage.Of(ledger, ledger), ledger, Oracle));
    }

    private void Bury(Process? process, Action letGo)
    {
        if (process is not null)
        {
            process.AtDeath.Add(() => Oracle.Claims.Died(process.Name));
            Sabotage.LetGo(process, () => Outside(letGo));
        }
    }

    // What the operating system does goes on when the process that it ends does not: what is waited for must not come back to it.
    private static void Outside(Action act)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public void Dispose()
    {
        foreach (SqlLedger ledger in _opened)
        {
            ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        Pictures.Dispose();
        _folder.Delete(recursive: true);
    }
}
