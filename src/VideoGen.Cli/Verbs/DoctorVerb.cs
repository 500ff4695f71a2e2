using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VideoGen.Cli.Tables;
using VideoGen.Cli.Terminal;
using VideoGen.Contract;
using VideoGen.Host.Doctor;

namespace VideoGen.Cli.Verbs;

/// <summary><c>videogen doctor</c>: what keeps the agent from working here, and what to do about it.</summary>
internal sealed class DoctorVerb(VerbContext context, DoctorScope scope)
{
    /// <summary>Runs it.</summary>
    public Task<int> RunAsync() => context.WithSettingsAsync(async (services, settings) =>
    {
        if (scope.OnlyPayload && settings.Payload.Url is null)
        {
            return context.Refuse([new Problem("payload_off", "/payload/url", "PayloadCMS is not set up here.", "Set payload.url (VIDEOGEN_PAYLOAD_URL) to its address.")]);
        }

        if (scope.OnlyCluster && settings.Ledger.Connection is null)
        {
            return context.Refuse([new Problem("cluster_off", "/ledger/connection", "There is no cluster: the ledger is a file of this machine.", "Set ledger.connection (VIDEOGEN_LEDGER_CONNECTION) to the PostgreSQL database of the cluster.")]);
        }

        ImmutableArray<Finding> findings =
        [
            new Finding("settings", FindingState.Good, $"valid; everything is kept in {settings.Home}."),
            .. await services.Diagnose(settings, scope, context.Interrupted),
        ];
        bool broken = findings.Any(f => f.State is FindingState.Broken);
        if (context.Json)
        {
            context.WriteJson(new JsonObject
            {
                ["healthy"] = !broken,
                ["findings"] = new JsonArray([.. findings.Select(AsJson)]),
            });
        }
        else
        {
            FindingsTable.Write(context.Output, findings);
            context.Output.Gap();
            context.Output.Line(broken ? "Something is broken; what to do stands above." : "The agent can work here.", broken ? Styles.Bad : Styles.Good);
        }

        return broken ? ExitCode.Broken : ExitCode.Done;
    });

    private static JsonNode AsJson(Finding finding)
    {
        var document = new JsonObject
        {
            ["subject"] = finding.Subject,
            ["state"] = Words.Of(finding.State),
            ["message"] = finding.Message,
        };
        if (finding.Remedy.Length > 0)
        {
            document["remedy"] = finding.Remedy;
        }

        return document;
    }
}
