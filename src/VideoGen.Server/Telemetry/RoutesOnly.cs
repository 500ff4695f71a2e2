using System.Diagnostics;
using OpenTelemetry;

namespace VideoGen.Server.Telemetry;

/// <summary>
/// Takes the address out of the spans of HTTP requests and leaves the route: an address may hold the secret of a job's webhook, and leads to
/// clips.
/// </summary>
internal sealed class RoutesOnly : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (string address in Addresses)
        {
            if (data.GetTagItem(address) is not null)
            {
                data.SetTag(address, address is "url.path" ? data.GetTagItem("http.route") : null);
            }
        }
    }
}
