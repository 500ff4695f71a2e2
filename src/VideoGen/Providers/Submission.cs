namespace VideoGen.Providers;

/// <summary>A prepared payload on its way to the provider.</summary>
/// <param name="JobId">The ledger's id of the job.</param>
/// <param name="Model">Model id as the provider knows it.</param>
/// <param name="Payload">JSON body, exactly as <see cref="PrepareResult.Ready"/> gave it.</param>
/// <param name="WebhookUrl">Address the provider reports to, with the job's own secret token in it; null registers none.</param>
/// <param name="Blocking">True to use the provider's blocking endpoint where it has one.</param>
/// <param name="CredentialsRef">Name of the environment variable that holds the key; null where none is needed.</param>
public sealed record Submission(
    string JobId, string Model, string Payload, Uri? WebhookUrl = null, bool Blocking = false, string? CredentialsRef = null);
