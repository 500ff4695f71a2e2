namespace VideoGen.Providers.Http;

/// <summary>Limits of the exchanges with a provider, and the words for them.</summary>
/// <param name="Section">Section of the settings that they are from.</param>
/// <param name="AnswerMaxBytes">Largest answer.</param>
/// <param name="ConnectTimeoutSeconds">How long a connection may take, for the message.</param>
/// <param name="Own">Addresses of the provider's own services, with the settings that name them.</param>
internal sealed record SenderLimits(string Section, int AnswerMaxBytes, int ConnectTimeoutSeconds, (string Setting, Uri Address)[] Own);
