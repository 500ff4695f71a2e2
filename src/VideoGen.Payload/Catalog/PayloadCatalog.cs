using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Records;

namespace VideoGen.Payload.Catalog;

/// <summary>
/// Templates and provider configs as people publish them in PayloadCMS; drafts never count. A change takes effect with every read that begins
/// the time of the cache after it, or later. While the CMS cannot be read, the last known good state serves, then what comes with the product, and a warning
/// says so: it never stops anybody. A collection without any document counts as new and is answered with what comes with the product; one
/// whose documents are all unpublished is taken at its word. Thread-safe.
/// </summary>
public sealed class PayloadCatalog : ICatalog, IDisposable
{
    /// <summary>How long a CMS that could not be read is left alone, at least.</summary>
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(15);

    private readonly PublishedCollection _templates;
    private readonly PublishedCollection _configs;
    private readonly PayloadNames _names;
    private readonly KeptCatalog _kept;
    private readonly TimeSpan _cache;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Good? _good;
    private Fetched? _fetched;
    private volatile Known? _known;

    /// <summary>A catalog. Making one reads nothing.</summary>
    /// <param name="client">The CMS. Every plan may wait for it, so it should have little patience.</param>
    /// <param name="options">Where it is and how its collections are called.</param>
    /// <param name="file">Absolute path of the file that keeps the last known good state; made on first use.</param>
    /// <param name="cache">For how long a read is not repeated.</param>
    /// <param name="time">Clock of the cache.</param>
    public PayloadCatalog(PayloadClient client, PayloadOptions options, string file, TimeSpan cache, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_cache, _time) = (cache, time);
        (_templates, _configs) = (new PublishedCollection(client, RecordCollections.Templates), new PublishedCollection(client, RecordCollections.Providers));
        _names = new PayloadNames(options);
        _kept = new KeptCatalog(file, options.BaseUrl);
    }

    /// <inheritdoc/>
    public async ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? (_known = await RefreshAsync(cancellationToken)).Snapshot;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private CatalogSnapshot? Fresh() => _known is { } known && _time.GetUtcNow() < known.Until ? known.Snapshot : null;

    private async Task<Known> RefreshAsync(CancellationToken cancellationToken)
    {
        Good good = _good ??= _kept.Load() is { } kept ? new Good(kept.Snapshot, kept.Since) : new Good(ShippedCatalog.Read(), null);
        DateTimeOffset now = _time.GetUtcNow();
        try
        {
            Fetched fetched = await FetchAsync(good.Snapshot, cancellationToken);
            if (!ReferenceEquals(fetched, _fetched))
            {
                _fetched = fetched;
                CatalogSnapshot read = fetched.Snapshot with { Warnings = [] };
                _good = _kept.Save(read, now) ? new Good(read, now) : good with { Snapshot = read };
            }

            return new Known(fetched.Snapshot, now + _cache); // from the beginning: what is published while the CMS answers may not be in it
        }
        catch (PayloadException e)
        {
            // Another process that shares the folder may have read the CMS since this one did.
            if (_kept.Load() is { } newer && (good.Since is not { } own || newer.Since > own))
            {
                _good = good = new Good(newer.Snapshot, newer.Since);
            }

            string instead = good.Since is { } since ? $"Its state of {since:u} is used." : "What comes with the product is used.";
            var outdated = new Warning(WarningCodes.CatalogOutdated, "", $"The catalog cannot be read. {e.Message} {instead}");
            TimeSpan pause = _cache > PauseAfterFailure ? _cache : PauseAfterFailure;
            return new Known(good.Snapshot with { Warnings = [outdated] }, _time.GetUtcNow() + pause);
        }
    }

    private async Task<Fetched> FetchAsync(CatalogSnapshot good, CancellationToken cancellationToken)
    {
        PublishedDocuments[] both = await Task.WhenAll(_templates.ReadAsync(cancellationToken), _configs.ReadAsync(cancellationToken));
        (PublishedDocuments templates, PublishedDocuments configs) = (both[0], both[1]);
        if (_fetched is { } last && ReferenceEquals(last.Templates, templates) && ReferenceEquals(last.Configs, configs))
        {
            return last;
        }

        var warnings = ImmutableArray.CreateBuilder<Warning>();
        (string ofTemplates, string ofConfigs) = (_names.Slug(RecordCollections.Templates), _names.Slug(RecordCollections.Providers));
        var snapshot = new CatalogSnapshot(
            configs.IsNew ? New(ShippedCatalog.Read().Providers, ofConfigs, warnings) : CatalogReading.Configs(configs.Documents, ofConfigs, good.Providers, warnings),
            templates.IsNew ? New(ShippedCatalog.Read().Templates, ofTemplates, warnings) : CatalogReading.Templates(templates.Documents, ofTemplates, good.Templates, warnings));
        return new Fetched(templates, configs, snapshot with { Warnings = warnings.ToImmutable() });
    }

    private static T New<T>(T shipped, string slug, ImmutableArray<Warning>.Builder warnings)
    {
        warnings.Add(new Warning(
            WarningCodes.CatalogEmpty, "", $"{slug} holds no document yet, so what comes with the product is used. Publish the documents that shall count."));
        return shipped;
    }

    /// <summary>The last state that could be read; no time for what comes with the product.</summary>
    private sealed record Good(CatalogSnapshot Snapshot, DateTimeOffset? Since);

    /// <summary>A snapshot, its warnings in it, and what it was made of.</summary>
    private sealed record Fetched(PublishedDocuments Templates, PublishedDocuments Configs, CatalogSnapshot Snapshot);

    private sealed record Known(CatalogSnapshot Snapshot, DateTimeOffset Until);
}
