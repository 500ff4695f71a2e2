using VideoGen.Catalog;
using VideoGen.Ledger.Sql;
using VideoGen.Ledger.Sqlite;
using VideoGen.Testing;

namespace VideoGen.Ledger.Tests;

/// <summary>The catalog in the ledger's file: shipped documents come in, and the owner's changes stay.</summary>
public sealed class LedgerCatalogTests : IDisposable
{
    private readonly LedgerFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _limit = new(LedgerContract.Limit);

    private CancellationToken Ct => _limit.Token;

    [Fact]
    public async Task What_the_product_ships_is_there_from_the_first_use()
    {
        await using var ledger = Open();

        var snapshot = await new LedgerCatalog(ledger, _time).ReadAsync(Ct);

        var shipped = ShippedCatalog.Read();
        snapshot.Providers.Select(p => p.Provider).ShouldBe(shipped.Providers.Select(p => p.Provider), ignoreOrder: true);
        snapshot.Templates.ShouldBe(shipped.Templates, ignoreOrder: true);
        foreach (var config in shipped.Providers)
        {
            CatalogDocuments.Write(snapshot.Provider(config.Provider)!).ShouldBe(CatalogDocuments.Write(config));
        }
    }

    [Fact]
    public async Task A_newer_product_brings_its_documents_along()
    {
        await ReadWithAsync(Shipped(Config("m1"), Template(1)));

        var snapshot = await ReadWithAsync(Shipped(Config("m1", "m2") with { MaxParallel = 2 }, Template(1), Template(2)));

        snapshot.Providers.ShouldHaveSingleItem().ModelPresets.Select(p => p.Model).ShouldBe(["m1", "m2"]);
        snapshot.Providers[0].MaxParallel.ShouldBe(2);
        snapshot.TemplateFor("m1")!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_owner_changed_stays_and_the_rest_follows()
    {
        await ReadWithAsync(Shipped(Config("m1", "m2", "m3"), Template(1)));
        var mine = Config("m1", "m2");
        mine = mine with
        {
            WebhookUrl = "https://agent.example.com",
            ModelPresets = [mine.ModelPresets[0], mine.ModelPresets[1] with { Price = new PresetPrice { UsdPerSecond = 9 } }],
        };
        await PutAsync(mine);

        var newer = Config("m1", "m2", "m3", "m4") with { PollIntervalSeconds = 5 };
        newer = newer with { ModelPresets = [.. newer.ModelPresets.Select(p => p with { PromptMaxCharacters = 77 })] };
        var config = (await ReadWithAsync(Shipped(newer, Template(1)))).Provider("p")!;

        (config.WebhookUrl, config.PollIntervalSeconds).ShouldBe(("https://agent.example.com", 5));
        config.ModelPresets.Select(p => (p.Model, p.PromptMaxCharacters, p.Price.UsdPerSecond))
            .ShouldBe([("m1", 77, 1), ("m2", null, 9), ("m4", 77, 1)]);
    }

    [Fact]
    public async Task A_mixture_that_breaks_a_rule_is_not_made()
    {
        await ReadWithAsync(Shipped(Config("m1", "m2"), Template(1)));
        await PutAsync(Config("m1", "m2") with { DefaultSingleModel = "m2" });

        var config = (await ReadWithAsync(Shipped(Config("m1"), Template(1)))).Provider("p")!;

        config.ModelPresets.Select(p => p.Model).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public async Task A_published_template_is_in_force_at_once_and_is_not_pushed_aside_by_a_newer_product()
    {
        await ReadWithAsync(Shipped(Config("m1"), Template(1)));
        await using (var ledger = Open())
        {
            var catalog = Catalog(ledger, Shipped(Config("m1"), Template(1)));
            var published = await catalog.PublishTemplateAsync("mine", "{{description}}!", null, Ct);
            published.ShouldBe(new PromptTemplate("mine_v2", "mine", 2, "{{description}}!", null, Samples.Start));
        }

        var snapshot = await ReadWithAsync(
            Shipped(Config("m1"), Template(1), Template(2), Template(3), Template(1) with { Id = "other", Model = "m9" }));

        snapshot.TemplateFor("m1")!.Name.ShouldBe("mine");
        snapshot.TemplateFor("m9")!.Id.ShouldBe("other");
    }

    [Fact]
    public async Task Templates_published_at_once_get_different_versions()
    {
        await using var one = Open();
        await using var two = Open();
        var shipped = Shipped(Config("m1"), Template(1));
        LedgerCatalog[] catalogs = [Catalog(one, shipped), Catalog(two, shipped)];

        var published = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
            await catalogs[i % 2].PublishTemplateAsync("mine", $"text {i}", null, Ct)));

        published.Select(t => t.Version).Order().ShouldBe(Enumerable.Range(2, 10));
    }

    [Fact]
    public async Task A_config_that_breaks_a_rule_is_refused_with_every_problem()
    {
        await using var ledger = Open();
        var catalog = Catalog(ledger, Shipped(Config("m1"), Template(1)));

        var problems = await catalog.PutProviderAsync(Config("m1") with { MaxParallel = 9, DayCapUsd = -1 }, Ct);

        problems.Select(p => p.Pointer).ShouldBe(["/max_parallel", "/day_cap_usd"], ignoreOrder: true);
        (await catalog.ReadAsync(Ct)).Provider("p")!.MaxParallel.ShouldBe(3);
    }

    [Fact]
    public async Task A_member_of_a_later_version_does_not_hinder_reading()
    {
        await ReadWithAsync(Shipped(Config("m1"), Template(1)));
        await using var ledger = Open();
        await ledger.File.WriteAsync(
            session => session.Execute("update provider_config set document = json_set(document, '$.later', 1)"), Ct);

        (await Catalog(ledger, Shipped(Config("m1"), Template(1))).ReadAsync(Ct)).Provider("p").ShouldNotBeNull();
    }

    public void Dispose()
    {
        _limit.Dispose();
        _folder.Dispose();
    }

    private static CatalogSnapshot Shipped(ProviderConfig config, params PromptTemplate[] templates) => new([config], [.. templates]);

    private static PromptTemplate Template(int version) =>
        new("motion", "motion", version, $"{{{{description}}}} {version}", null, Samples.Start.AddDays(-version));

    private static ProviderConfig Config(params string[] models) => new()
    {
        Id = "p",
        Provider = "p",
        DefaultPairModel = models[0],
        DefaultSingleModel = models[0],
        ModelPresets = [.. models.Select(model => new ModelPreset
        {
            Model = model,
            Mode = PresetMode.ImageToVideo,
            FirstFrameField = "image_url",
            LastFrameField = "end_image_url",
            Duration = new PresetDuration { Form = DurationForm.SecondsString, Field = "duration", Values = [4, 6, 8] },
            Price = new PresetPrice { UsdPerSecond = 1 },
            Output = new PresetOutput(1280, 720, 24),
        })],
    };

    private SqliteLedger Open() => new(new SqliteLedgerOptions(_folder.Path), _time);

    private LedgerCatalog Catalog(SqliteLedger ledger, CatalogSnapshot shipped) => new(ledger, _time, () => shipped);

    private async Task<CatalogSnapshot> ReadWithAsync(CatalogSnapshot shipped)
    {
        await using var ledger = Open();
        return await Catalog(ledger, shipped).ReadAsync(Ct);
    }

    private async Task PutAsync(ProviderConfig config)
    {
        await using var ledger = Open();
        (await new LedgerCatalog(ledger, _time, () => new CatalogSnapshot([], [])).PutProviderAsync(config, Ct)).ShouldBeEmpty();
    }
}
