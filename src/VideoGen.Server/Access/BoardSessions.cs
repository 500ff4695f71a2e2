using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// Sign-in for people: ASP.NET Core's cookie authentication with sessions on the server, and antiforgery tokens for every form. Of a server by itself
/// the keys of both are made anew at every start and are written nowhere; nodes of a cluster share keys and sessions in the home folder, so that
/// whoever signed in at one is signed in at all, and signed out of all.
/// </summary>
internal static class BoardSessions
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "Session";

    /// <summary>Name of the cookie.</summary>
    public const string CookieName = "videogen-session";

    /// <summary>How long somebody stays signed in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Adds the scheme and what it needs.</summary>
    public static void AddTo(AuthenticationBuilder schemes, Settings settings)
    {
        IServiceCollection services = schemes.Services;
        AddStore(services, settings);
        services.AddOptions<CookieAuthenticationOptions>(SchemeName).Configure<ITicketStore>((options, tickets) => options.SessionStore = tickets);
        schemes.AddCookie(SchemeName, options =>
        {
            options.Cookie.Name = CookieName;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // behind a proxy that ends TLS the request is one of https
            options.ExpireTimeSpan = Longest;
            options.SlidingExpiration = false;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "videogen-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = "form_token";
            options.SuppressXFrameOptionsHeader = true; // the policy of the pages says it
        });
    }

    private static void AddStore(IServiceCollection services, Settings settings)
    {
        bool isNode = settings.Cluster.Address is not null;
        if (isNode)
        {
            services.AddSingleton<ITicketStore>(p => new SharedTickets(settings.Home, p.GetRequiredService<TokenCache>(), p.GetRequiredService<TimeProvider>()));
            services.AddHostedService(p => new SharedKeys(settings.Home, p.GetRequiredService<IDataProtectionProvider>(), p.GetRequiredService<TimeProvider>())); // before the framework reads them
        }
        else
        {
            services.AddSingleton<ITicketStore, SessionTickets>();
        }

        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName("videogen");
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = isNode ? null : new KeysInMemory();
            options.XmlEncryptor = new KeysInMemory.Plain();
        });
        if (isNode)
        {
            protection.PersistKeysToFileSystem(SharedKeys.FolderOf(settings.Home));
        }
    }
}
