using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using VideoGen.Host.Access;
using VideoGen.Host.Configuration;

namespace VideoGen.Server.Access;

/// <summary>
/// Registers authentication and authorization: the server's own tokens by <see cref="AccessTokenHandler"/>, JWTs of the issuer by JwtBearer, scopes
/// as policies.
/// </summary>
internal static class AccessServices
{
    private const string Bearer = "Bearer";
    private const string Issuer = "Issuer";

    /// <summary>Adds them. <see cref="TokenDemand"/> and <see cref="TimeProvider"/> are the host's to add.</summary>
    public static IServiceCollection AddVideoGenAccess(this IServiceCollection services, Settings settings)
    {
        bool takesJwts = settings.Access.Issuer is not null;
        services.AddSingleton(new BearerChallenge(takesJwts ? new ResourceMetadata(settings.Access) : null));
        services.AddSingleton(provider => new TokenCache(new TokenFile(settings.Home, provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<ILogger<TokenCache>>()));
        services.AddSingleton<AccessResultHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(provider => provider.GetRequiredService<AccessResultHandler>());
        services.AddAuthorization(ScopePolicies.AddTo);
        AuthenticationBuilder schemes = services.AddAuthentication(Bearer)
            .AddPolicyScheme(Bearer, null, options => options.ForwardDefaultSelector = context => takesJwts && IsJwt(context) ? Issuer : AccessTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(AccessTokenHandler.SchemeName, null);
        BoardSessions.AddTo(schemes, settings);
        services.AddSingleton(provider => new SignIn(provider.GetRequiredService<TokenCache>(), takesJwts ? Issuer : null));
        if (takesJwts)
        {
            services.AddSingleton(provider => new IssuerConfigurationRetriever(settings.Access, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<IssuerConfigurationRetriever>>()));
            services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(provider => new IssuerTokens(settings.Access, provider.GetRequiredService<IssuerConfigurationRetriever>(), provider.GetRequiredService<TimeProvider>()));
            schemes.AddJwtBearer(Issuer, _ => { });
        }

        return services;
    }

    // At an open address nobody asks who it is.
    private static bool IsJwt(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
        && BearerToken.Of(context.Request) is { } token && !token.StartsWith(AccessToken.Prefix, StringComparison.Ordinal);
}
