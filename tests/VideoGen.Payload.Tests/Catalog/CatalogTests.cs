using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Payload.Catalog;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Catalog;

/// <summary>What people publish in the real CMS is what plans are made with.</summary>
public abstract class CatalogTests(CmsServer cms) : IAsyncLifetime, IAsyncDisposable
{
    private const string Templates = "videoGenPromptTemplates";
    private const string Configs = "videoGenProviderConfigs";

    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new();
    private CmsAdmin _admin = null!;

    public async Task InitializeAsync() => _admin = await cms.SignInAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _admin.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Fact]
    public async Task A_seeded_CMS_publishes_what_comes_with_the_product()
    {
        using Opened opened = Open();
        CatalogSnapshot read = await opened.ReadAsync();

        read.Warnings.ShouldBeEmpty();
        (await opened.ReadAsync()).ShouldBeSameAs(read); // nothing was published, so only times of change were read
        foreach (ProviderConfig shipped in ShippedCatalog.Read().Providers)
        {
            ProviderConfig config = read.Provider(shipped.Provider).ShouldNotBeNull();
            JsonElement.DeepEquals(Json(config with { Id = shipped.Id }), Json(shipped)).ShouldBeTrue($"{Json(config)}\nis not\n{Json(shipped)}");
        }

        foreach (PromptTemplate shipped in ShippedCatalog.Read().Templates)
        {
            read.Templates.ShouldContain(t => t.Name == shipped.Name && t.TemplateText == shipped.TemplateText && t.Version == shipped.Version && t.Model == shipped.Model);
        }
    }

    [Fact]
    public async Task A_template_counts_from_its_publication_on_and_a_draft_never_does()
    {
        using Opened opened = Open();
        JsonObject made = await _admin.CreateAsync(Templates, Template("counts", "first {{description}}", "test/counts"));
        (await opened.ReadAsync()).TemplateFor("test/counts")!.TemplateText.ShouldStartWith("first");

        await _admin.PatchAsync(Templates, made["id"]!, new JsonObject { ["template_text"] = "draft {{description}}", ["_status"] = "draft" }, draft: true);
        (await opened.ReadAsync()).TemplateFor("test/counts")!.TemplateText.ShouldStartWith("first");

        await _admin.PatchAsync(Templates, made["id"]!, new JsonObject { ["template_text"] = "second {{description}}", ["_status"] = "published" });
        PromptTemplate second = (await opened.ReadAsync()).TemplateFor("test/counts")!;
        (second.TemplateText, second.Id).ShouldBe(("second {{description}}", made["id"]!.ToString()));
        second.Version.ShouldBeGreaterThan((int)made["version"]!);
    }

    [Fact]
    public async Task Another_document_of_a_higher_version_wins()
    {
        using Opened opened = Open();
        await _admin.CreateAsync(Templates, Template("wins", "old", "test/wins"));
        await _admin.CreateAsync(Templates, Template("wins-too", "new", "test/wins", version: 7));

        PromptTemplate newest = (await opened.ReadAsync()).TemplateFor("test/wins")!;
        (newest.TemplateText, newest.Version).ShouldBe(("new", 7));
    }

    [Fact]
    public async Task The_webhook_address_and_the_credentials_of_a_config_take_effect_and_an_unpublished_one_is_gone()
    {
        using Opened opened = Open();
        JsonObject config = JsonSerializer.SerializeToNode(ShippedCatalog.Read().Provider("animatic")!, CatalogJson.Default.ProviderConfig)!.AsObject();
        config.Remove("id");
        (config["provider"], config["webhook_url"], config["credentials_ref"], config["day_cap_usd"], config["_status"]) = ("test-provider", "https://agent.example.com", "TEST_KEY", 2.5, "published");
        JsonObject made = await _admin.CreateAsync(Configs, config);

        ProviderConfig read = (await opened.ReadAsync()).Provider("test-provider")!;
        (read.WebhookUrl, read.CredentialsRef, read.DayCapUsd, read.Id).ShouldBe(("https://agent.example.com", "TEST_KEY", 2.5m, made["id"]!.ToString()));

        await _admin.PatchAsync(Configs, made["id"]!, new JsonObject { ["_status"] = "draft" });
        (await opened.ReadAsync()).Provider("test-provider").ShouldBeNull();
        (await opened.ReadAsync()).Provider("animatic").ShouldNotBeNull();
    }

    [Fact]
    public async Task While_the_CMS_is_down_the_last_state_serves_even_a_program_that_starts_then()
    {
        using (Opened before = Open())
        {
            await _admin.CreateAsync(Templates, Template("outage", "known {{description}}", "test/outage"));
            (await before.ReadAsync()).Warnings.ShouldBeEmpty();
            await cms.StopAsync();
            (await before.ReadAsync()).TemplateFor("test/outage").ShouldNotBeNull();
        }

        using Opened started = Open();
        CatalogSnapshot kept = await started.ReadAsync();
        kept.TemplateFor("test/outage")!.TemplateText.ShouldStartWith("known");
        kept.Warnings.ShouldHaveSingleItem().Code.ShouldBe(WarningCodes.CatalogOutdated);

        await cms.StartAsync();
        _time.Advance(PayloadCatalog.PauseAfterFailure);
        (await started.ReadAsync()).Warnings.ShouldBeEmpty();
    }

    private static JsonObject Template(string name, string text, string model, int version = 1) => new()
    {
        ["name"] = name,
        ["template_text"] = text,
        ["model"] = model,
        ["version"] = version,
        ["_status"] = "published",
    };

    private static JsonElement Json(ProviderConfig config) => JsonSerializer.SerializeToElement(config, CatalogJson.Default.ProviderConfig);

    private Opened Open()
    {
        PayloadOptions options = cms.Options with { Attempts = 1 };
        var client = new PayloadClient(options, _time);
        return new Opened(client, new PayloadCatalog(client, options, _folder["payload/catalog.json"], TimeSpan.FromSeconds(5), _time), _time);
    }

    /// <summary>A program that has the catalog open.</summary>
    private sealed class Opened(PayloadClient client, PayloadCatalog catalog, ManualTime time) : IDisposable
    {
        /// <summary>Reads when the cache has run out.</summary>
        public ValueTask<CatalogSnapshot> ReadAsync()
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return catalog.ReadAsync(CancellationToken.None);
        }

        public void Dispose()
        {
            catalog.Dispose();
            client.Dispose();
        }
    }
}
