using System.Collections.Immutable;
using VideoGen.Fal;
using VideoGen.Frames;
using VideoGen.Jobs;

namespace VideoGen.Host.Doctor;

/// <summary>
/// Whether the hosts of clips answer, by the very way that clips come: guarded, and through the proxy of the environment. Asks the hosts of the
/// last clips; where there were none yet, the one that fal names most.
/// </summary>
internal sealed class ClipHostsDiagnostic(FalOptions fal, HttpClient http, ILedger ledger, TimeProvider time)
{
    private const string Subject = "clip hosts";
    private const int LookBack = 50;
    private const int MostHosts = 3;
    private static readonly Uri Usual = new("https://v3.fal.media/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<ImmutableArray<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<Uri> hosts = await HostsAsync(cancellationToken);
        string[] missed = [.. (await Task.WhenAll(hosts.Select(h => AskAsync(h, cancellationToken)))).OfType<string>()];
        return hosts.IsEmpty ? []
            : missed.Length == 0 ? [new Finding(Subject, FindingState.Good, $"{string.Join(", ", hosts.Select(Named))}: clips can be fetched.")]
            : [.. missed.Select(why => new Finding(Subject, FindingState.Warning, why, "Let this machine reach it: look at HTTPS_PROXY and NO_PROXY, or the firewall. Clips that are finished wait at the provider meanwhile."))];
    }

    private async Task<ImmutableArray<Uri>> HostsAsync(CancellationToken cancellationToken)
    {
        try
        {
            Uri[] last =
            [
                .. (await ledger.ListNewestJobsAsync(LookBack, cancellationToken)).Where(j => j.Provider == FalProvider.WireName)
                    .Select(j => j.ProviderClip?.Address).OfType<Uri>().Where(a => !a.IsFile)
                    .Select(a => new Uri(a.GetLeftPart(UriPartial.Authority))).Distinct().Take(MostHosts),
            ];
            return last is not [] ? [.. last] : fal.QueueUrl.IsLoopback ? [] : [Usual];
        }
        catch (LedgerException)
        {
            return []; // said by the ledger's own diagnostics
        }
    }

    // Any answer will do: what lies at the root of such a host is nobody's business. Null where there was one.
    private async Task<string?> AskAsync(Uri host, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var question = new HttpRequestMessage(HttpMethod.Get, host);
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return null;
        }
        catch (HttpRequestException e)
        {
            return $"{Named(host)} does not answer the way clips come: {((e.InnerException as AddressRefusedException)?.OfClip().Message ?? NoConnection.Why(e)).TrimEnd('.')}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{Named(host)} does not answer the way clips come: no answer within {Patience.TotalSeconds:0} s.";
        }
    }

    private static string Named(Uri host) =>
        HttpClient.DefaultProxy.IsBypassed(host) || HttpClient.DefaultProxy.GetProxy(host) is not { } proxy ? host.IdnHost : $"{host.IdnHost} (through the proxy {proxy.Host}:{proxy.Port})";
}
