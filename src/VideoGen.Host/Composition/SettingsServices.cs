using Microsoft.Extensions.DependencyInjection;
using VideoGen.Fal.Credentials;
using VideoGen.Host.Configuration;
using VideoGen.Hosting;
using VideoGen.Ledger.Postgres;
using VideoGen.Providers;
using VideoGen.Synthesis;

namespace VideoGen.Host.Composition;

/// <summary>The agent of the settings: the one composition of the command line, the stdio server and the HTTP server.</summary>
public static class SettingsServices
{
    /// <summary>Adds the agent as the settings say.</summary>
    /// <param name="services">The services of the program.</param>
    /// <param name="settings">Checked settings.</param>
    /// <param name="environment">Value of an environment variable, or null: where keys come from.</param>
    public static IServiceCollection AddVideoGen(this IServiceCollection services, Settings settings, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.AddSingleton(settings);
        services.AddSingleton(_ => FalCredentialsOf(settings, environment));
        VideoGenBuilder agent = services.AddVideoGen(options => Fill(options, settings));
        _ = PostgresOf(settings, environment) is { } postgres ? agent.AddPostgresLedger(postgres) : agent.AddSqliteLedger();
        if (settings.Payload.Url is not null)
        {
            agent.AddPayload(PayloadSettingsOptions.Of(settings.Payload, environment(settings.Payload.KeyVariable) ?? ""));
        }

        if (settings.Provenance.ReadIdentity() is { } identity)
        {
            agent.AddC2pa(identity);
        }

        agent.AddCatalogLayer((_, below) => new SettingsCatalog(below, settings.Fal, settings.Openrouter, settings.Runway))
            .AddFal(settings.Fal)
            .AddOpenRouter(settings.Openrouter, OpenRouterCredentialsOf(settings, environment))
            .AddRunway(settings.Runway, new VendorCredentials("Runway", "RUNWAYML_API_SECRET", environment)
            {
                IsWithheld = name => IsWithheld(settings, name),
                Prefix = settings.Payload.Url is null ? "" : "key_",
            })
            .AddAnimatic(options => options.FfmpegPath = settings.Ffmpeg);
        return services;
    }

    /// <summary>The PostgreSQL ledger of the settings; null where the ledger is a file.</summary>
    internal static PostgresLedgerOptions? PostgresOf(Settings settings, Func<string, string?> environment) =>
        settings.Ledger.Connection is { } connection ? new PostgresLedgerOptions(connection) { Password = environment(settings.Ledger.PasswordVariable) } : null;

    /// <summary>The file of the ledger where it is one.</summary>
    internal static string LedgerFileOf(Settings settings) => Path.Combine(settings.Home, "ledger.db");

    /// <summary>OpenRouter's keys, held to the same rule as fal's.</summary>
    internal static VendorCredentials OpenRouterCredentialsOf(Settings settings, Func<string, string?> environment) => new("OpenRouter", "OPENROUTER_API_KEY", environment)
    {
        IsWithheld = name => IsWithheld(settings, name),
        Prefix = settings.Payload.Url is null ? "" : "sk-or-",
    };

    /// <summary>fal's keys. A reference of a config, which PayloadCMS may have written, leads to no secret of the agent's own.</summary>
    internal static FalCredentials FalCredentialsOf(Settings settings, Func<string, string?> environment) => new(environment)
    {
        IsWithheld = name => IsWithheld(settings, name),
        OnlyUsualForm = settings.Payload.Url is not null,
    };

    private static bool IsWithheld(Settings settings, string name) =>
        name.StartsWith(SettingEntries.VariablePrefix, StringComparison.OrdinalIgnoreCase) || name.Equals(settings.Payload.KeyVariable, StringComparison.OrdinalIgnoreCase)
        || name.Equals(settings.Ledger.PasswordVariable, StringComparison.OrdinalIgnoreCase);

    private static void Fill(AgentOptions options, Settings settings)
    {
        options.Home = settings.Home;
        options.DefaultProvider = settings.Provider is Settings.AutoProvider ? "" : settings.Provider;
        options.Choosing = settings.Providers.Options;
        options.RetryUnbilled = settings.Providers.RetryUnbilled;
        options.MediaUrl = settings.Media.PublicUrl is { } url ? new Uri(url) : null;
        options.MaxRequestBytes = settings.MaxRequestBytes;
        options.FollowLimit = TimeSpan.FromHours(settings.Follow.GiveUpHours);
        options.ThrottledLimit = TimeSpan.FromHours(settings.Follow.ThrottledHours);
        options.MaxDownloadAttempts = settings.Follow.MaxDownloadAttempts;
        options.MaxInFlight = settings.Jobs.MaxInFlight;
        (options.ProjectCapUsd, options.DayCapUsd) = (settings.Providers.ProjectCapUsd, settings.Providers.DayCapUsd);
        options.SlowestLook = TimeSpan.FromSeconds(settings.Follow.BackgroundIntervalSeconds);
        options.LooksPerSecond = settings.Follow.MaxLooksPerSecond;
        options.LintOff = settings.Lint.Ids;
        options.Steps = new(settings.Jobs.MaxConcurrentSteps, settings.Jobs.MaxConcurrentSteps, settings.Jobs.MaxConcurrentDownloads);
        options.Finishing = settings.Finishing.Options;
        options.Provenance = new() { Mark = settings.Provenance.Mark };
        options.Pictures = new()
        {
            MaxBytes = settings.Pictures.MaxBytes,
            MaxPixels = settings.Pictures.MaxPixels,
            Timeout = TimeSpan.FromSeconds(settings.Pictures.TimeoutSeconds),
            AllowPrivateAddresses = settings.Pictures.AllowPrivateAddresses,
        };
    }
}
