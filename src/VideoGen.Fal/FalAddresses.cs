using VideoGen.Providers.Http;
using VideoGen.Providers;

namespace VideoGen.Fal;

/// <summary>
/// The addresses of the queue. Addresses that fal returns are used as they are, but only when they are on the queue's own host: the key
/// is sent to them.
/// </summary>
internal sealed class FalAddresses(FalOptions options)
{
    public Uri Submit(FalModelId model, Uri? webhook) => At(
        options.QueueUrl, model.Path + (webhook is null ? "" : "?fal_webhook=" + Uri.EscapeDataString(webhook.AbsoluteUri)));

    public Uri Blocking(FalModelId model) => At(options.SyncUrl, model.Path);

    public Uri Status(ProviderJob job) => Trusted(job.StatusUrl) ?? ShortStatus(job);

    public Uri Result(ProviderJob job) => Trusted(job.ResponseUrl) ?? ShortResult(job);

    public Uri Cancel(ProviderJob job) => Trusted(job.CancelUrl) ?? ShortCancel(job);

    public Uri ShortStatus(ProviderJob job) => At(options.QueueUrl, Requests(job) + "/status");

    public Uri ShortResult(ProviderJob job) => At(options.QueueUrl, Requests(job));

    public Uri ShortCancel(ProviderJob job) => At(options.QueueUrl, Requests(job) + "/cancel");

    /// <summary>The job with all three addresses in the form we build ourselves.</summary>
    public ProviderJob WithShortForm(ProviderJob job) =>
        job with { StatusUrl = ShortStatus(job), ResponseUrl = ShortResult(job), CancelUrl = ShortCancel(job) };

    /// <summary>The address when the key may be sent there, else null.</summary>
    public Uri? Trusted(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && Origin.Same(address, options.QueueUrl)
        && address.AbsolutePath.StartsWith(BasePath(options.QueueUrl), StringComparison.Ordinal)
            ? address
            : null;

    /// <summary>An address below a base, whether or not the base ends in a slash.</summary>
    public static Uri At(Uri root, string path) => new(root.GetLeftPart(UriPartial.Authority) + BasePath(root) + path);

    private static string BasePath(Uri root) => root.AbsolutePath.EndsWith('/') ? root.AbsolutePath : root.AbsolutePath + "/";

    private static string Requests(ProviderJob job) => FalModelId.TryParse(job.Model, out var model)
        ? $"{model.RequestsPath}/requests/{Uri.EscapeDataString(job.RequestId)}"
        : throw new ArgumentException($"'{job.Model}' is not a model id.", nameof(job));
}
