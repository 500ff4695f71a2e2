using Microsoft.Extensions.Logging;
using VideoGen.Catalog;
using VideoGen.Fal;
using VideoGen.Fal.Credentials;
using VideoGen.Fal.Http;
using VideoGen.Fal.Webhooks;
using VideoGen.Frames;
using VideoGen.Host.Configuration;

namespace VideoGen.Host.Composition;

/// <summary>The fal.ai provider, its catalog and its webhook receiver, joined as the settings say. Sends nothing by itself.</summary>
internal sealed class FalParts : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly FalWebhookKeys _keys;

    public FalParts(Settings settings, ICatalog catalog, Func<string, string?> environment, TimeProvider time, ILogger log)
    {
        FalOptions options = settings.Fal;
        FalCredentials credentials = CredentialsOf(settings, environment);
        _http = new HttpMessageInvoker(new ConnectFailures(FalHandler.Create(options)));
        _keys = new FalWebhookKeys(options, _http, time, new NamedLog<FalWebhookKeys>(log));
        Catalog = new FalSelectedModels(new SettingsCatalog(catalog, settings.Fal), credentials);
        Provider = new FalProvider(options, credentials, Catalog, _http, time, settings.Home, new NamedLog<FalProvider>(log));
        Receiver = new FalWebhookReceiver(_keys, options, time);
        HasKey = credentials.Read("FAL_IMAGE_TO_VIDEO") is FalCredential.Found;
    }

    /// <summary>Templates and provider configs with the operator's settings and the models that the environment selects.</summary>
    public ICatalog Catalog { get; }

    public FalProvider Provider { get; }

    public FalWebhookReceiver Receiver { get; }

    /// <summary>True when the environment holds a key.</summary>
    public bool HasKey { get; }

    /// <summary>fal's keys. A reference of a config, which PayloadCMS may have written, leads to no secret of the agent's own.</summary>
    public static FalCredentials CredentialsOf(Settings settings, Func<string, string?> environment) => new(environment)
    {
        IsWithheld = name => name.StartsWith(SettingEntries.VariablePrefix, StringComparison.OrdinalIgnoreCase) || name.Equals(settings.Payload.KeyVariable, StringComparison.OrdinalIgnoreCase),
        OnlyUsualForm = settings.Payload.Url is not null,
    };

    public void Dispose()
    {
        _keys.Dispose();
        _http.Dispose();
    }
}
