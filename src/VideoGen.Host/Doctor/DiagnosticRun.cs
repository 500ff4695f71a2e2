using System.Collections.Immutable;
using VideoGen.Choosing;
using VideoGen.Contract;
using VideoGen.Fal;
using VideoGen.Fal.Credentials;
using VideoGen.OpenRouter;
using VideoGen.Runway;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Providers;

namespace VideoGen.Host.Doctor;

/// <summary>What keeps the agent from working on this machine, and what to do about it. Spends nothing. A key is shown to its own provider alone, where that has a free call to ask about it.</summary>
/// <param name="settings">Checked settings.</param>
/// <param name="host">The agent.</param>
/// <param name="time">Clock.</param>
/// <param name="environment">Value of an environment variable, or null: where keys come from.</param>
public sealed class DiagnosticRun(Settings settings, AgentHost host, TimeProvider time, Func<string, string?> environment)
{
    /// <summary>Looks at everything. Throws for nothing that it looks at.</summary>
    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.Add(await LedgerDiagnostic.RunAsync(host, settings, cancellationToken));
        findings.Add(DiskDiagnostic.Run(settings.Home));
        findings.AddRange(FoldersDiagnostic.Run(settings.Home));
        findings.AddRange(HandlesDiagnostic.Run());
        if (findings[0].State is FindingState.Broken)
        {
            return findings.ToImmutable(); // the catalog lives in the ledger
        }

        foreach ((string name, IVideoProvider provider) in host.Services.Providers.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            findings.AddRange(await ProviderAsync(name, provider, cancellationToken));
        }

        findings.AddRange(ChoosingDiagnostic.Run(host.Services, await host.Services.Catalog.ReadAsync(cancellationToken)));
        findings.AddRange(await StuckJobsDiagnostic.RunAsync(host.Ledger, cancellationToken));
        findings.AddRange(await UnsettledDiagnostic.RunAsync(host.Ledger, cancellationToken));
        findings.AddRange(await FalAsync(cancellationToken));
        findings.Add(AccessDiagnostic.Run(settings, await host.Services.Catalog.ReadAsync(cancellationToken), time));
        findings.AddRange(await ClipsDiagnostic.RunAsync(host.Ledger, host.Services.Options, cancellationToken));
        findings.AddRange(SignatureDiagnostic.Run(settings.Provenance, time));
        findings.AddRange(await LookAtPayloadAsync(cancellationToken));
        return findings.ToImmutable();
    }

    /// <summary>Looks at PayloadCMS alone, and at the clips that it does not have; empty where none is set.</summary>
    /// <param name="tries">True stores a small clip as well, and removes it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImmutableArray<Finding>> PayloadAsync(bool tries, CancellationToken cancellationToken) => host.Payload is { } payload
        ?
        [
            .. await LookAtPayloadAsync(cancellationToken),
            .. await ClipsDiagnostic.RunAsync(host.Ledger, host.Services.Options, cancellationToken),
            .. tries ? await new PayloadTrialDiagnostic(payload, host.Services.Options.WorkFolder).RunAsync(cancellationToken) : [],
        ]
        : [];

    /// <summary>Looks at the cluster alone; empty where the ledger is a file.</summary>
    public async Task<ImmutableArray<Finding>> ClusterAsync(CancellationToken cancellationToken) =>
        host.Postgres is { } ledger ? [await LedgerDiagnostic.RunAsync(host, settings, cancellationToken), .. await ClusterDiagnostic.RunAsync(ledger, settings.Home, settings.Cluster.Address is not null, time, cancellationToken)] : [];

    private async Task<ImmutableArray<Finding>> LookAtPayloadAsync(CancellationToken cancellationToken) =>
        host.Payload is { } payload
            ?
            [
                .. await new PayloadDiagnostic(settings.Payload, payload.Client, payload.Options, payload.Catalog).RunAsync(cancellationToken),
                .. await PayloadClockAsync(cancellationToken),
                await RecordsDiagnostic.RunAsync(host.RecordDelivery, time, cancellationToken),
            ]
            : [];

    private async Task<ImmutableArray<Finding>> PayloadClockAsync(CancellationToken cancellationToken)
    {
        using var web = new Reach(settings.Fal, time);
        return await ClockDiagnostic.RunAsync("PayloadCMS", new Uri(settings.Payload.Url!), web, time, cancellationToken);
    }

    private async Task<ImmutableArray<Finding>> ProviderAsync(string name, IVideoProvider provider, CancellationToken cancellationToken)
    {
        ImmutableArray<Problem> problems = await provider.CheckAsync(cancellationToken);
        bool chosen = name == host.Services.Options.DefaultProvider;
        bool byRule = host.Services.Options.Choosing.Rule is not ChoosingRule.Default;
        if (!chosen && name is OpenRouterProvider.WireName or RunwayProvider.WireName && problems is [{ Code: "credentials_missing" }])
        {
            return [new Finding($"provider {name}", FindingState.Good, $"is not set up, and nothing renders with it: {problems[0].Message}")];
        }

        return problems.IsEmpty
            ?
            [
                new Finding($"provider {name}", FindingState.Good, chosen && !byRule ? "ready; renders requests that name no provider." : "ready."),
                .. await KeyDiagnostic.RunAsync(provider, chosen, cancellationToken),
            ]
            : [.. problems.Select(p => new Finding($"provider {name}", chosen ? FindingState.Broken : FindingState.Warning, p.Message, p.Remedy))];
    }

    private async Task<ImmutableArray<Finding>> FalAsync(CancellationToken cancellationToken)
    {
        Catalog.ProviderConfig? config = (await host.Services.Catalog.ReadAsync(cancellationToken)).Provider(FalProvider.WireName);
        bool chosen = host.Services.Options.DefaultProvider == FalProvider.WireName;
        if (SettingsServices.FalCredentialsOf(settings, environment).Read(config?.CredentialsRef) is not FalCredential.Found found)
        {
            return chosen ? await ReachAsync(config, chosen, cancellationToken) : []; // nobody uses it here
        }

        Finding key = found.Key.HasUsualForm
            ? new Finding("fal key", FindingState.Good, "is there, in the form id:secret; whether fal accepts it shows with the first job.")
            : new Finding("fal key", FindingState.Warning, "is there, but not in the form id:secret.", "Copy the whole key from fal.ai/dashboard/keys.");
        return [key, .. await ReachAsync(config, chosen, cancellationToken)];
    }

    private async Task<ImmutableArray<Finding>> ReachAsync(Catalog.ProviderConfig? config, bool chosen, CancellationToken cancellationToken)
    {
        using var web = new Reach(settings.Fal, time);
        ImmutableArray<Finding> hosts = await new FalHostsDiagnostic(settings.Fal, web, time, chosen).RunAsync(cancellationToken);
        return [.. hosts, .. await new ClipHostsDiagnostic(settings.Fal, host.ClipClient, host.Ledger, time).RunAsync(cancellationToken), await WebhookDiagnostic.RunAsync(config, settings.Fal, web, cancellationToken)];
    }
}
