using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Ledger.Sql;

/// <summary>
/// Templates and provider configs in the ledger. What the product ships is there from the first use, and a newer product
/// brings its newer documents along without touching what was changed here. Thread-safe.
/// </summary>
public sealed class LedgerCatalog : ICatalog
{
    private readonly ILedgerStore _store;
    private readonly TimeProvider _time;
    private readonly Lazy<CatalogSnapshot> _shipped;
    private readonly ConditionalWeakTable<Session, Seen> _seen = [];
    private volatile bool _seeded;
    private volatile Known? _known;
    private volatile Fresh? _fresh;

    /// <summary>The catalog in a ledger.</summary>
    public LedgerCatalog(SqlLedger ledger, TimeProvider time)
        : this(ledger, time, ShippedCatalog.Read)
    {
    }

    /// <summary>For tests: with other shipped documents.</summary>
    internal LedgerCatalog(SqlLedger ledger, TimeProvider time, Func<CatalogSnapshot> shipped)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(time);
        _store = ledger.Store;
        _time = time;
        _shipped = new Lazy<CatalogSnapshot>(shipped);
    }

    /// <inheritdoc/>
    public async ValueTask<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await SeedAsync(cancellationToken);
        if (_store.CatalogAge is not { } age)
        {
            return (await _store.ReadAsync(Read, cancellationToken)).Snapshot;
        }

        if (_known is { } known && _fresh is { } since && _time.GetElapsedTime(since.Value) < age)
        {
            return known.Snapshot;
        }

        var now = new Fresh(_time.GetTimestamp());
        known = await _store.ReadAsync(ReadAnew, cancellationToken);
        _fresh = now;
        return known.Snapshot;
    }

    // Every step of every job asks. While nobody wrote anything there is nothing to read, and while these documents are the same they are not
    // understood anew.
    private Known Read(Session session)
    {
        long version = session.Number("pragma data_version");
        if (_seen.TryGetValue(session, out Seen? seen) && seen.Version == version)
        {
            return seen.Known;
        }

        Known known = ReadAnew(session);
        _seen.AddOrUpdate(session, new Seen(version, known));
        return known;
    }

    private Known ReadAnew(Session session)
    {
        (ImmutableArray<string> providers, ImmutableArray<string> templates) = CatalogRows.Texts(session);
        return _known = _known is { } before && before.Providers.SequenceEqual(providers) && before.Templates.SequenceEqual(templates) ? before : new Known(
            providers, templates, new CatalogSnapshot([.. providers.Select(CatalogDocuments.ReadConfig)], [.. templates.Select(CatalogDocuments.ReadTemplate)]));
    }

    /// <summary>
    /// Publishes a template as the newest version for its model, so that it is used from the next plan on. Older versions stay.
    /// </summary>
    /// <param name="name">Name that all versions share.</param>
    /// <param name="templateText">Handlebars text, checked by the caller.</param>
    /// <param name="model">Model id it is written for; null for any model.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <returns>The template with its id, version and time.</returns>
    public async ValueTask<PromptTemplate> PublishTemplateAsync(
        string name, string templateText, string? model, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(templateText);
        await SeedAsync(cancellationToken);
        return await WriteAsync(
            session =>
            {
                var rivals = CatalogRows.Templates(session).Select(row => row.Document).Where(t => t.Name == name || t.Model == model);
                var version = 1 + rivals.Select(t => t.Version).DefaultIfEmpty(0).Max();
                var template = new PromptTemplate($"{name}_v{version}", name, version, templateText, model, _time.GetUtcNow());
                CatalogRows.Put(session, template, shipped: null);
                return template;
            },
            cancellationToken);
    }

    /// <summary>Puts a provider config in the place of the one with the same provider name.</summary>
    /// <returns>Every rule it breaks; then nothing was written. Empty when it is in force.</returns>
    public async ValueTask<ImmutableArray<Problem>> PutProviderAsync(ProviderConfig config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (ProviderConfigCheck.Check(config) is { IsEmpty: false } problems)
        {
            return problems;
        }

        await SeedAsync(cancellationToken);
        return await WriteAsync(
            session =>
            {
                CatalogRows.Put(session, config, CatalogRows.Provider(session, config.Provider)?.Shipped);
                return ImmutableArray<Problem>.Empty;
            },
            cancellationToken);
    }

    private async ValueTask<T> WriteAsync<T>(Func<Session, T> work, CancellationToken cancellationToken)
    {
        T answer = await _store.WriteAsync(work, cancellationToken);
        _fresh = null;
        return answer;
    }

    private async ValueTask SeedAsync(CancellationToken cancellationToken)
    {
        if (_seeded)
        {
            return;
        }

        var hash = CatalogSeed.Hash(_shipped.Value);
        if (!await _store.ReadAsync(session => CatalogSeed.IsPresent(session, hash), cancellationToken))
        {
            await _store.WriteAsync(session => CatalogSeed.BringIn(session, _shipped.Value, hash), cancellationToken);
        }

        _seeded = true;
    }

    private sealed record Fresh(long Value);

    /// <summary>What a connection had when the file was last changed by another.</summary>
    private sealed record Seen(long Version, Known Known);

    private sealed record Known(ImmutableArray<string> Providers, ImmutableArray<string> Templates, CatalogSnapshot Snapshot);
}
