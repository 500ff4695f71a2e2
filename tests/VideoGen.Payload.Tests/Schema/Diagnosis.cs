using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Host.Doctor;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Testing;

namespace VideoGen.Payload.Tests.Schema;

/// <summary>Runs what <c>videogen doctor --payload</c> runs.</summary>
internal static class Diagnosis
{
    public static async Task<ImmutableArray<Finding>> OfAsync(CmsServer cms, Func<PayloadSettings, PayloadSettings>? change = null, string key = CmsServer.Key, bool tries = false)
    {
        using var home = new TestFolder();
        PayloadOptions options = cms.Options;
        var payload = new PayloadSettings
        {
            Url = cms.Address.AbsoluteUri,
            ApiPrefix = options.ApiPrefix,
            AuthCollection = options.AuthCollection,
            Collections = options.Slugs,
            Fields = options.Fields,
            Attempts = 1,
        };
        var settings = new Settings { Home = home.Path, Payload = change?.Invoke(payload) ?? payload };
        Func<string, string?> environment = name => name == "PAYLOAD_API_KEY" ? key : null;
        await using var host = new AgentHost(settings, TimeProvider.System, NullLogger.Instance, environment);
        return await new DiagnosticRun(settings, host, TimeProvider.System, environment).PayloadAsync(tries, CancellationToken.None);
    }
}
