using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Delivery;
using VideoGen.Finishing;
using VideoGen.Frames;
using VideoGen.Jobs;
using VideoGen.Lint;
using VideoGen.Previews;
using VideoGen.Provenance;
using VideoGen.Providers;
using VideoGen.Telemetry;

namespace VideoGen.Synthesis;

/// <summary>What the agent is made of; a composition root fills it.</summary>
public sealed record AgentServices
{
    /// <summary>Truth of jobs.</summary>
    public required ILedger Ledger { get; init; }

    /// <summary>Planned requests that wait for approval; by default in the memory of this process.</summary>
    public IPlanStore Plans { get; init; } = new ProcessPlans();

    /// <summary>Templates and provider configs.</summary>
    public required ICatalog Catalog { get; init; }

    /// <summary>Providers by wire name.</summary>
    public required ImmutableDictionary<string, IVideoProvider> Providers { get; init; }

    /// <summary>Tells waiting calls of changes.</summary>
    public required IJobSignals Signals { get; init; }

    /// <summary>Reads and keeps stills.</summary>
    public required StillReader Stills { get; init; }

    /// <summary>Fetches finished clips.</summary>
    public required ClipFetcher Clips { get; init; }

    /// <summary>Where clips live.</summary>
    public required IMediaStore Media { get; init; }

    /// <summary>Signs clips; null where nobody does.</summary>
    public IClipSigner? Signer { get; init; }

    /// <summary>Decodes and encodes clips; null where nothing does.</summary>
    public IClipFinisher? Finisher { get; init; }

    /// <summary>Fresh ids.</summary>
    public required IIdSource Ids { get; init; }

    /// <summary>Clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Behaviour on this machine.</summary>
    public required AgentOptions Options { get; init; }

    /// <summary>Understands camera notes, for the lint; null leaves its rules of the camera out.</summary>
    public ICameraReader? Camera { get; init; }

    /// <summary>Decodes stills, for the lint; null leaves its rules about what is on them out.</summary>
    public IPictureSampler? Pictures { get; init; }

    /// <summary>What is counted and measured.</summary>
    public AgentMetrics Metrics { get; init; } = new();

    /// <summary>The same parts with every commit and every call of a provider measured.</summary>
    public AgentServices Measured() => this with
    {
        Ledger = new MeasuredLedger(Ledger, Metrics, Time),
        Providers = Providers.ToImmutableDictionary(p => p.Key, IVideoProvider (p) => new MeasuredProvider(p.Value, Metrics)),
    };

    /// <summary>Small pictures and clips; null where none are kept.</summary>
    public PreviewStore? Previews { get; init; }

    /// <summary>Makes them as clips are delivered; null leaves them to whoever asks.</summary>
    public PreviewWorker? PreviewWorker { get; init; }

    /// <summary>Who works on the ledger; this process alone unless given.</summary>
    public INodes Nodes { get; init; } = new OneNode("");

    /// <summary>Which node a job belongs to; null where the ledger does not know.</summary>
    public IJobOwners? Owners { get; init; }

    /// <summary>What keeps jobs from moving here.</summary>
    public StepFaults Faults { get; init; } = new();

    /// <summary>Places in queues and parts of work, as this process saw them last.</summary>
    public LastLooks Looks { get; init; } = new();
}
