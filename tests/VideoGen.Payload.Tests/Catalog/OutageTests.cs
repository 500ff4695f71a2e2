using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Payload.Catalog;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Catalog;

/// <summary>Whatever the CMS does, plans go on with the best catalog there is, and say so.</summary>
public sealed class OutageTests : IDisposable
{
    private static readonly TimeSpan Cache = TimeSpan.FromSeconds(5);

    private readonly TestFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly List<PayloadClient> _clients = [];
    private JsonArray _templates = [Template("1", 1, "{{description}}")];
    private JsonArray _configs = [Config("1")];
    private JsonArray _unpublished = [];
    private HttpStatusCode _status = HttpStatusCode.OK;
    private TimeSpan _slowness;
    private int _reads;
    private int _wholeReads;

    public void Dispose()
    {
        _clients.ForEach(c => c.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task The_CMS_is_asked_again_when_the_cache_has_run_out_and_not_before()
    {
        using PayloadCatalog catalog = Open();
        CatalogSnapshot first = await ReadAsync(catalog);
        _templates = [Template("1", 2, "new {{description}}")];
        (await ReadAsync(catalog)).ShouldBeSameAs(first);
        _reads.ShouldBe(2); // one a collection

        _time.Advance(Cache);
        (await ReadAsync(catalog)).TemplateFor("any")!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_read_whole_again_until_the_published_documents_change()
    {
        (_templates, _configs) = ([Template("1", 1, "one {{description}}"), Template("2", 1, "{{#if description}}")], [Config("1"), Config("2", "second")]);
        using PayloadCatalog catalog = Open();
        CatalogSnapshot first = await ReadAsync(catalog);
        first.Warnings.ShouldHaveSingleItem();
        _wholeReads.ShouldBe(2);

        _templates.Add(_templates[0]!.DeepClone()); // the order of the answer does not count
        _templates.RemoveAt(0);
        (await AfterTheCacheAsync(catalog)).ShouldBeSameAs(first);
        _status = HttpStatusCode.BadGateway;
        (await AfterTheCacheAsync(catalog)).Warnings.ShouldHaveSingleItem().Code.ShouldBe(WarningCodes.CatalogOutdated);
        _status = HttpStatusCode.OK;
        _time.Advance(PayloadCatalog.PauseAfterFailure);
        (await ReadAsync(catalog)).ShouldBeSameAs(first);
        _wholeReads.ShouldBe(2);

        _templates = [Template("1", 2, "two {{description}}")];
        CatalogSnapshot published = await AfterTheCacheAsync(catalog);
        (published.TemplateFor("any")!.TemplateText, published.Warnings.IsEmpty, _wholeReads).ShouldBe(("two {{description}}", true, 3));

        _configs.RemoveAt(1);
        ((await AfterTheCacheAsync(catalog)).Provider("second"), _wholeReads).ShouldBe((null, 4));
    }

    [Fact]
    public async Task A_collection_that_keeps_no_times_is_read_whole_every_time()
    {
        _configs[0]!.AsObject().Remove("updatedAt");
        using PayloadCatalog catalog = Open();
        await ReadAsync(catalog);
        _configs[0]!["max_parallel"] = 2;
        (await AfterTheCacheAsync(catalog)).Provider("first")!.MaxParallel.ShouldBe(2);
    }

    [Fact]
    public async Task Calls_at_once_ask_once()
    {
        using PayloadCatalog catalog = Open();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(catalog)));
        _reads.ShouldBe(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task A_CMS_that_cannot_be_read_at_the_very_first_start_leaves_what_comes_with_the_product(HttpStatusCode status)
    {
        _status = status;
        using PayloadCatalog catalog = Open();
        CatalogSnapshot read = await ReadAsync(catalog);
        read.Providers.ShouldBe(ShippedCatalog.Read().Providers);
        Warning warning = read.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Message).ShouldBe((WarningCodes.CatalogOutdated, warning.Message));
        warning.Message.ShouldContain("What comes with the product is used.");
        warning.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task After_a_failure_the_CMS_is_left_alone_for_a_while_and_then_found_again()
    {
        using PayloadCatalog catalog = Open();
        await ReadAsync(catalog);
        _status = HttpStatusCode.BadGateway;
        _time.Advance(Cache);
        (await ReadAsync(catalog)).Warnings.ShouldHaveSingleItem().Message.ShouldContain("Its state of 2026-03-01 12:00:00Z is used.");

        (_status, _reads) = (HttpStatusCode.OK, 0);
        _time.Advance(Cache);
        (await ReadAsync(catalog)).Warnings.ShouldNotBeEmpty();
        _reads.ShouldBe(0);
        _time.Advance(PayloadCatalog.PauseAfterFailure);
        (await ReadAsync(catalog)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_that_starts_during_an_outage_knows_the_last_good_state_of_this_CMS_and_of_no_other()
    {
        _templates = [Template("1", 5, "kept {{description}}")];
        using (PayloadCatalog before = Open())
        {
            await ReadAsync(before);
        }

        _status = HttpStatusCode.ServiceUnavailable;
        using PayloadCatalog same = Open();
        using PayloadCatalog other = Open("http://other.test");
        (await ReadAsync(same)).TemplateFor("any")!.TemplateText.ShouldStartWith("kept");
        (await ReadAsync(other)).Templates.ShouldBe(ShippedCatalog.Read().Templates);
    }

    [Fact]
    public async Task During_an_outage_every_process_that_shares_the_folder_plans_with_the_newest_state_that_any_of_them_read()
    {
        using PayloadCatalog one = Open(), other = Open();
        await ReadAsync(one);
        await ReadAsync(other);
        _templates = [Template("1", 2, "newer {{description}}")];
        (await AfterTheCacheAsync(one)).TemplateFor("any")!.Version.ShouldBe(2);

        _status = HttpStatusCode.BadGateway;
        CatalogSnapshot outdated = await AfterTheCacheAsync(other);
        (outdated.TemplateFor("any")!.TemplateText, outdated.Warnings.ShouldHaveSingleItem().Code).ShouldBe(("newer {{description}}", WarningCodes.CatalogOutdated));

        (_status, _templates) = (HttpStatusCode.OK, [Template("1", 3, "newest {{description}}")]);
        _time.Advance(PayloadCatalog.PauseAfterFailure);
        (await ReadAsync(other)).TemplateFor("any")!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_published_while_a_slow_CMS_answers_counts_when_the_time_of_the_cache_has_passed_since()
    {
        using PayloadCatalog catalog = Open();
        _slowness = Cache / 2;
        await ReadAsync(catalog);
        _slowness = TimeSpan.Zero;
        _templates = [Template("1", 2, "while it answered {{description}}")];

        _time.Advance(Cache / 2);

        (await ReadAsync(catalog)).TemplateFor("any")!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_broken_file_of_the_last_state_is_none()
    {
        Directory.CreateDirectory(_folder["payload"]);
        await File.WriteAllTextAsync(_folder["payload/catalog.json"], """{ "source": "http://cms.test/", "providers": 7 }""");
        _status = HttpStatusCode.BadGateway;
        using PayloadCatalog catalog = Open();
        (await ReadAsync(catalog)).Providers.ShouldBe(ShippedCatalog.Read().Providers);
    }

    [Fact]
    public async Task A_document_that_breaks_a_rule_hides_no_other_and_falls_back_to_its_last_good_version()
    {
        _templates = [Template("1", 1, "one {{description}}"), Template("2", 1, "two {{description}}", "model-2")];
        _configs = [Config("1"), Config("2", "second")];
        using PayloadCatalog catalog = Open();
        await ReadAsync(catalog);

        _templates = [Template("1", 2, "{{#each frames}}x{{/each}}"), Template("2", 2, "two, better {{description}}", "model-2"), Template("3", 1, "{{#if description}}", "model-3")];
        _configs = [Config("1", maxParallel: 99), Config("2", "second", maxParallel: 2)];
        _time.Advance(Cache);
        CatalogSnapshot read = await ReadAsync(catalog);

        (read.TemplateFor("any")!.TemplateText, read.TemplateFor("model-2")!.Version).ShouldBe(("one {{description}}", 2));
        read.Templates.ShouldNotContain(t => t.Model == "model-3");
        (read.Provider("first")!.MaxParallel, read.Provider("second")!.MaxParallel).ShouldBe((3, 2));
        read.Warnings.Length.ShouldBe(3);
        read.Warnings.ShouldAllBe(w => w.Code == WarningCodes.CatalogDocumentRefused);
        read.Warnings.ShouldContain(w => w.Message.Contains("videoGenProviderConfigs (id 1)", StringComparison.Ordinal) && w.Message.Contains("max_parallel must be 1 to 3", StringComparison.Ordinal));
        read.Warnings.ShouldContain(w => w.Message.Contains("(id 3)", StringComparison.Ordinal) && w.Message.Contains("it is left out", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_that_is_not_even_of_the_kind_is_left_out()
    {
        _configs = [Config("1"), new JsonObject { ["id"] = 2, ["provider"] = "broken", ["model_presets"] = "none" }];
        using PayloadCatalog catalog = Open();
        CatalogSnapshot read = await ReadAsync(catalog);
        read.Providers.ShouldHaveSingleItem().Provider.ShouldBe("first");
        read.Warnings.ShouldHaveSingleItem().Message.ShouldContain("'broken'");
    }

    [Fact]
    public async Task An_empty_collection_is_a_new_CMS_and_one_without_anything_published_is_taken_at_its_word()
    {
        (_templates, _configs) = ([], []);
        using (PayloadCatalog empty = Open())
        {
            CatalogSnapshot read = await ReadAsync(empty);
            (read.Templates, read.Providers).ShouldBe((ShippedCatalog.Read().Templates, ShippedCatalog.Read().Providers));
            read.Warnings.Select(w => w.Code).ShouldBe([WarningCodes.CatalogEmpty, WarningCodes.CatalogEmpty]);
        }

        _unpublished = [new JsonObject { ["id"] = 1 }];
        using PayloadCatalog none = Open();
        (await ReadAsync(none)).Providers.ShouldBeEmpty();
    }

    private static JsonObject Template(string id, int version, string text, string? model = null) => new()
    {
        ["id"] = int.Parse(id),
        ["name"] = $"template-{id}",
        ["version"] = version,
        ["template_text"] = text,
        ["model"] = model ?? "",
        ["updatedAt"] = $"2026-03-01T11:{version:00}:00.000Z",
        ["_status"] = "published",
    };

    private static JsonObject Config(string id, string provider = "first", int maxParallel = 3)
    {
        ProviderConfig shipped = ShippedCatalog.Read().Provider("animatic")! with { Provider = provider, MaxParallel = maxParallel };
        JsonObject document = JsonSerializer.SerializeToNode(shipped, CatalogJson.Default.ProviderConfig)!.AsObject();
        (document["id"], document["webhook_url"], document["updatedAt"]) = (int.Parse(id), "", $"2026-03-01T10:{maxParallel:00}:00.000Z");
        return document;
    }

    private PayloadCatalog Open(string address = "http://cms.test")
    {
        var options = new PayloadOptions(new Uri(address), new PayloadKey("secret")) { Attempts = 1 };
        var client = new PayloadClient(options, _time, new ScriptedHandler(Answer));
        _clients.Add(client);
        return new PayloadCatalog(client, options, _folder["payload/catalog.json"], Cache, _time);
    }

    private static Task<CatalogSnapshot> ReadAsync(PayloadCatalog catalog) => catalog.ReadAsync(CancellationToken.None).AsTask();

    private Task<CatalogSnapshot> AfterTheCacheAsync(PayloadCatalog catalog)
    {
        _time.Advance(Cache);
        return ReadAsync(catalog);
    }

    private HttpResponseMessage Answer(HttpRequestMessage question)
    {
        Interlocked.Increment(ref _reads);
        _time.Advance(_slowness / 2); // of two reads, one a collection
        string address = Uri.UnescapeDataString(question.RequestUri!.AbsoluteUri);
        if (!address.Contains("select[updatedAt]=true", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _wholeReads);
        }

        JsonArray documents = !address.Contains("[_status][equals]=published", StringComparison.Ordinal) ? _unpublished
            : address.Contains("videoGenPromptTemplates", StringComparison.Ordinal) ? _templates
            : _configs;
        return _status is HttpStatusCode.OK
            ? new HttpResponseMessage(_status) { Content = new StringContent(new JsonObject { ["docs"] = documents.DeepClone() }.ToJsonString()) }
            : new HttpResponseMessage(_status) { Content = new StringContent("""{"errors":[{"message":"No."}]}""") };
    }
}
