using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace VideoGen.Server.Access;

/// <summary>
/// Sign-in for people: ASP.NET Core's cookie authentication with sessions on the server, and antiforgery tokens for every form. Keys of both are made
/// anew at every start and are written nowhere.
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
    public static void AddTo(AuthenticationBuilder schemes)
    {
        IServiceCollection services = schemes.Services;
        services.AddSingleton<SessionTickets>();
        services.AddOptions<CookieAuthenticationOptions>(SchemeName).Configure<SessionTickets>((options, tickets) => options.SessionStore = tickets);
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
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new KeysInMemory();
            options.XmlEncryptor = new KeysInMemory.Plain();
        });
    }
}
