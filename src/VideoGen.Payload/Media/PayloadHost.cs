using System.Net.Http.Headers;
using VideoGen.Frames;

namespace VideoGen.Payload.Media;

/// <summary>The CMS as a host whose files want the login of the service account: private stills, stored clips.</summary>
public static class PayloadHost
{
    /// <summary>The host that the options name, under both of its addresses.</summary>
    public static OwnHost Of(PayloadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new OwnHost([options.BaseUrl, options.PublicUrl], new AuthenticationHeaderValue(options.AuthCollection, options.Key.Header));
    }
}
