using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Payload;
using VideoGen.Payload.Catalog;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen catalog push</c>: fills the empty catalog of a CMS with what comes with the product.</summary>
internal sealed class CatalogVerb(VerbContext context, string? keyVariable)
{
    /// <summary>Publishes what the CMS lacks.</summary>
    public Task<int> PushAsync() => context.WithSettingsAsync(async (services, settings) =>
    {
        if (settings.Payload.Url is null)
        {
            return context.Refuse([new Problem("payload_off", "/payload/url", "PayloadCMS is not set up here.", "Set payload.url (VIDEOGEN_PAYLOAD_URL) to its address.")]);
        }

        string variable = keyVariable ?? settings.Payload.KeyVariable;
        if (context.Environment.Environment.GetValueOrDefault(variable) is not { } key || string.IsNullOrWhiteSpace(key))
        {
            return context.Refuse([NotPushed($"The environment variable {variable} is not set.", $"Put the API key of an admin of the CMS into {variable}.")]);
        }

        try
        {
            Write(await services.PushCatalog(settings.Payload, key.Trim(), context.Interrupted));
            return ExitCode.Done;
        }
        catch (PayloadException e)
        {
            return context.Refuse([NotPushed(e.Message, Remedy(e, variable))], e.Kind is PayloadErrorKind.Unavailable ? ExitCode.Broken : ExitCode.BadInput);
        }
    });

    private static Problem NotPushed(string message, string remedy) => new("catalog_not_pushed", "", message, remedy);

    private static string Remedy(PayloadException e, string variable) => e.Kind switch
    {
        PayloadErrorKind.Forbidden =>
            "Only admins publish. Put the API key of one into a variable of your own and name it: videogen catalog push --key-variable NAME. The agent never needs it again.",
        PayloadErrorKind.KeyRefused => $"Put an API key of this CMS into {variable}.",
        PayloadErrorKind.Unavailable => "Start the CMS, or correct payload.url. Running it again goes on where it ended.",
        _ => "Repair what the message names; running it again goes on where it ended.",
    };

    private void Write(ImmutableArray<PushedDocument> documents)
    {
        if (context.Json)
        {
            context.WriteJson(new JsonObject
            {
                ["documents"] = new JsonArray([.. documents.Select(d => (JsonNode)new JsonObject { ["collection"] = d.Collection, ["name"] = d.Name, ["published"] = d.IsNew })]),
            });
            return;
        }

        foreach (PushedDocument document in documents)
        {
            context.Output.Item(document.IsNew ? "✓" : "·", $"{document.Collection}: {PlainText.Line(document.Name)} {(document.IsNew ? "published" : "is there already and stays as it is")}");
        }
    }
}
