using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;
using VideoGen.Host.Configuration;
using VideoGen.Payload;
using VideoGen.Payload.Schema;
using VideoGen.Records;

namespace VideoGen.Host.Doctor;

/// <summary>Whether PayloadCMS answers, knows the key, lets its account do what it must, and has every collection and field. Writes nothing.</summary>
/// <param name="settings">Its settings.</param>
/// <param name="client">The CMS.</param>
/// <param name="options">Names of its collections and fields.</param>
/// <param name="catalog">What plans are made with.</param>
internal sealed class PayloadDiagnostic(PayloadSettings settings, PayloadClient client, PayloadOptions options, ICatalog catalog)
{
    private const string Subject = "payload";
    private const string Page = "docs/payload.md says how.";

    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            ImmutableArray<CollectionState> states = await new SchemaProbe(client, options, settings.MediaFlatNames).RunAsync(cancellationToken);
            findings.Add(new Finding(Subject, FindingState.Good, $"{options.BaseUrl.Authority} answers and knows the key."));
            findings.AddRange(Encryption());
            findings.AddRange(states.SelectMany(Look));
        }
        catch (PayloadException e)
        {
            findings.Add(new Finding(Subject, FindingState.Broken, e.Message, Remedy(e)));
        }

        findings.AddRange((await catalog.ReadAsync(cancellationToken)).Warnings.Select(w => new Finding("payload catalog", FindingState.Warning, w.Message, CatalogRemedy(w))));
        return findings.ToImmutable();
    }

    private string Remedy(PayloadException e) => e.Kind switch
    {
        PayloadErrorKind.KeyRefused => $"Put the API key of the service account into {settings.KeyVariable}.",
        PayloadErrorKind.NoSuchCollection => "Correct payload.url, payload.api_prefix or payload.auth_collection.",
        PayloadErrorKind.Unavailable => "Start PayloadCMS, or correct payload.url. Until then records and clips wait here and the last known templates and configs are used.",
        _ => "Correct the settings under payload.",
    };

    private IEnumerable<Finding> Encryption()
    {
        foreach (Uri address in new[] { options.BaseUrl, options.PublicUrl }.Distinct().Where(a => a.Scheme == Uri.UriSchemeHttp && !a.IsLoopback))
        {
            yield return new Finding(Subject, FindingState.Warning, $"{address.Authority} is called without encryption; whoever listens learns the key.", "Use an https address.");
        }
    }

    private static IEnumerable<Finding> Look(CollectionState state)
    {
        string subject = $"payload {state.Slug}";
        if (state.Error is { Kind: PayloadErrorKind.NoSuchCollection })
        {
            return [new Finding(subject, FindingState.Broken, "There is no such collection.", $"Add the VideoGen plugin to the CMS, or name the collection in payload.collections: {{\"{state.Name}\": \"its-slug\"}}.")];
        }

        if (state.Error is { } fault)
        {
            return [new Finding(subject, FindingState.Broken, fault.Message, $"Let the service account read it. {Page}")];
        }

        Finding[] wrong = [.. Rights(state, subject), .. Fields(state, subject)];
        return wrong is [] ? [new Finding(subject, FindingState.Good, "is there, with every field and right.")] : wrong;
    }

    private static IEnumerable<Finding> Rights(CollectionState state, string subject)
    {
        if (!state.Refused.IsEmpty)
        {
            yield return new Finding(subject, FindingState.Broken, $"The service account may not {string.Join(" and not ", state.Refused)} it.", $"Give its role that right in the collection's access. {Page}");
        }

        if (!state.ReadOnly.IsEmpty)
        {
            yield return new Finding(subject, FindingState.Warning, $"The service account may not write {string.Join(", ", state.ReadOnly)}; what it sends there is dropped.", "Give its role that right in the field's access.");
        }
    }

    private static IEnumerable<Finding> Fields(CollectionState state, string subject)
    {
        var ordinary = new List<MissingPath>();
        foreach (MissingPath missing in state.Missing)
        {
            if (OfItsOwn(state.Name, missing) is { } own)
            {
                yield return new Finding(subject, own.State, own.Message, own.Remedy);
            }
            else
            {
                ordinary.Add(missing);
            }
        }

        foreach (IGrouping<bool, MissingPath> group in ordinary.GroupBy(p => p.IsVital).OrderByDescending(g => g.Key))
        {
            string names = string.Join(", ", group.Select(p => p.Theirs));
            string remedy = names == "_status"
                ? "Turn on versions.drafts for the collection: only published documents are used."
                : $"Add what is missing to the collection, of the kind in docs/payload.md, or name it in payload.fields: {{\"{state.Name}.{group.First().Path.Split('.')[0]}\": \"its-name\"}}.";
            yield return group.Key
                ? new Finding(subject, FindingState.Broken, $"Missing, hidden or of another kind: {names}.", remedy)
                : new Finding(subject, FindingState.Warning, $"Missing, hidden or of another kind: {names}. Their values are not kept there.", remedy);
        }
    }

    // What the gap means, where that is more than a value that is not kept.
    private static (FindingState State, string Message, string Remedy)? OfItsOwn(string collection, MissingPath missing) => (collection, missing.Path) switch
    {
        (RecordCollections.Media, "filename") => (
            FindingState.Broken, $"There is no field {missing.Theirs}: it is no upload collection.", "Turn upload on for it, or name yours in payload.collections: {\"media\": \"its-slug\"}."),
        (RecordCollections.Media, "prefix") => (
            FindingState.Broken, $"There is no field {missing.Theirs}, so clips cannot be kept in folders.",
            "Set payload.media_flat_names to true, add a text field prefix, or name it in payload.fields: {\"media.prefix\": \"its-name\"}."),
        (RecordCollections.Jobs or RecordCollections.Segments, "revision") => (
            FindingState.Warning, $"There is no field {missing.Theirs}, so the CMS does not guard that states come in order and only once: an older one may replace a newer one.",
            $"Use the collection of the VideoGen plugin, or add a number field {missing.Theirs} (or name yours in payload.fields) and a hook that refuses an update with a smaller one. {Page}"),
        _ => null,
    };

    private static string CatalogRemedy(Warning warning) => warning.Code switch
    {
        WarningCodes.CatalogDocumentRefused => "Correct the document in the admin panel and publish it.",
        WarningCodes.CatalogEmpty => "Publish your own documents in the admin panel, or those that come with the product: videogen catalog push --key-variable NAME, where NAME holds the API key of an admin.",
        _ => "See above.",
    };
}
