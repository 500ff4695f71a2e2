namespace VideoGen.Server.Access;

/// <summary>The keys of the issuer cannot be had now, so no JWT can be checked.</summary>
internal sealed class IssuerUnavailableException() : Exception("The keys of the issuer cannot be read.");
