using VideoGen.Host.Configuration;
using VideoGen.Payload;

namespace VideoGen.Host.Composition;

/// <summary>From settings to the options of the CMS.</summary>
internal static class PayloadSettingsOptions
{
    /// <summary>How the CMS of the settings is spoken to.</summary>
    /// <param name="settings">Checked settings with an address.</param>
    /// <param name="key">API key.</param>
    public static PayloadOptions Of(PayloadSettings settings, string key) =>
        new(new Uri(settings.Url!), new PayloadKey(key.Trim()))
        {
            PublicUrl = new Uri(settings.PublicUrl ?? settings.Url!),
            ApiPrefix = settings.ApiPrefix,
            AuthCollection = settings.AuthCollection,
            Slugs = settings.Collections,
            Fields = settings.Fields,
            MaxParallel = settings.MaxParallel,
            ConnectTimeoutSeconds = settings.ConnectTimeoutSeconds,
            TimeoutSeconds = settings.TimeoutSeconds,
            UploadTimeoutSeconds = settings.UploadTimeoutSeconds,
            Attempts = settings.Attempts,
            CatalogCacheSeconds = settings.CatalogCacheSeconds,
            MediaValues = settings.MediaValues,
            MediaFlatNames = settings.MediaFlatNames,
        };
}
