using System.Net;
using VideoGen.Catalog;
using VideoGen.Fal;
using VideoGen.Frames;

namespace VideoGen.Host.Doctor;

/// <summary>Whether fal could deliver webhooks: the address is set, is one that fal can call, and our own endpoint answers there.</summary>
internal static class WebhookDiagnostic
{
    private const string Serve = "Run 'videogen serve' and let fal.webhook_url lead to its webhooks: server.webhook_port, or a proxy before server.port.";

    public static async Task<Finding> RunAsync(ProviderConfig? config, FalOptions fal, Reach web, CancellationToken cancellationToken)
    {
        if (config?.WebhookUrl is not { } text)
        {
            return Warning("No address for webhooks is set; jobs are only polled.", "Set fal.webhook_url (VIDEOGEN_FAL_WEBHOOK_URL) to the public address of videogen serve.");
        }

        var address = new Uri(text.TrimEnd('/') + "/");
        bool isPrivate = address.IsLoopback || (IPAddress.TryParse(address.Host, out IPAddress? number) && !NetworkGuard.IsPublic(number));
        if (isPrivate && !fal.QueueUrl.IsLoopback)
        {
            return Warning($"{address.Host} is not on the public internet; fal cannot deliver there.", Serve);
        }

        if (address.Scheme != Uri.UriSchemeHttps && !isPrivate)
        {
            return Warning($"{address.Host} is called without encryption; whoever listens learns the secrets of its addresses.", "Use an https address.");
        }

        // An unsigned delivery: our own endpoint finds it malformed; a proxy that asks for a password says 401, to fal too.
        ReachResult result = await web.AskAsync(HttpMethod.Post, new Uri(address, "webhooks/fal/doctor"), cancellationToken);
        return result.Status switch
        {
            400 => new Finding("webhooks", FindingState.Good, $"{address.Host} leads to a receiver, which refused an unsigned delivery as it must."),
            0 => Warning($"{address.Host} cannot be reached from here: {result.Reason}.", Serve + " Some networks cannot call their own public address; then try it from outside."),
            _ => Warning($"{address.Host} answers {result.Status}, which the webhook receiver never does to an unsigned delivery.", Serve),
        };
    }

    private static Finding Warning(string message, string remedy) => new("webhooks", FindingState.Warning, message, remedy);
}
