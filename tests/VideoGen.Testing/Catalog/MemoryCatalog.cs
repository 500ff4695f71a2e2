using System.Collections.Immutable;
using VideoGen.Catalog;

namespace VideoGen.Testing.Catalog;

/// <summary>A catalog in memory that a test changes at will. Begins with one provider and the shipped templates.</summary>
public sealed class MemoryCatalog : ICatalog
{
    /// <summary>Wire name of the provider.</summary>
    public const string Provider = "scripted";

    /// <summary>The one model: any length of 2, 3 or 4 s, one still or two, 0.10 dollars a second.</summary>
    public const string Model = "scripted/clip";

    /// <summary>What the next read answers.</summary>
    public CatalogSnapshot Snapshot { get; set; } = new([Config()], ShippedCatalog.Read().Templates);

    /// <summary>Called at every read.</summary>
    public Action BeforeRead { get; set; } = () => { };

    /// <summary>The config of the provider; change what matters with <c>with</c> and <see cref="Publish"/> it.</summary>
    public static ProviderConfig Config() => new(MaxParallel: 3, PollIntervalSeconds: 10)
    {
        Id = Provider,
        Provider = Provider,
        DefaultPairModel = Model,
        DefaultSingleModel = Model,
        WebhookUrl = "https://agent.test",
        ModelPresets = [Preset()],
    };

    /// <summary>Puts a config in the place of the present ones; null leaves no provider at all.</summary>
    public void Publish(ProviderConfig? config) => Snapshot = Snapshot with { Providers = config is null ? [] : [config] };

    /// <inheritdoc/>
    public ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        BeforeRead();
        return ValueTask.FromResult(Snapshot);
    }

    private static ModelPreset Preset() => new()
    {
        Model = Model,
        Mode = PresetMode.ImageToVideo,
        FirstFrameField = "first",
        LastFrameField = "last",
        Duration = new PresetDuration { Form = DurationForm.Number, Field = "duration", Values = ImmutableArray.Create(2m, 3m, 4m) },
        Price = new PresetPrice { UsdPerSecond = 0.1m },
        Output = new PresetOutput(1280, 720, 24),
    };
}
