using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace VideoGen.Cluster;

/// <summary>
/// TLS between nodes, both of which show a certificate. The files are read anew when they change, for the connections that are made from then on;
/// those that cannot be used are reported, and the last good ones stay. Thread-safe.
/// </summary>
internal sealed partial class NodeTls
{
    private const string AnyNode = "videogen"; // nodes are called by addresses; what TLS wants is a name

    private static readonly TimeSpan Early = TimeSpan.FromDays(14);

    private readonly Lock _lock = new();
    private readonly NodeCertificateFiles _files;
    private readonly TimeProvider _time;
    private readonly ILogger<NodeTls> _log;
    private (DateTime, DateTime, DateTime) _state;
    private NodeCertificate _current;

    /// <summary>TLS by the files of a node.</summary>
    /// <exception cref="NodeCertificateException">They cannot be used.</exception>
    public NodeTls(NodeCertificateFiles files, TimeProvider time, ILogger<NodeTls> log)
    {
        (_files, _time, _log) = (files, time, log);
        _state = files.State();
        _current = files.Read(time.GetUtcNow());
        WarnOfEnd();
    }

    /// <summary>What this node shows and believes now.</summary>
    public NodeCertificate Current
    {
        get
        {
            lock (_lock)
            {
                if (_files.State() is var state && state != _state)
                {
                    _state = state;
                    ReadAgain();
                }

                return _current;
            }
        }
    }

    /// <summary>Sets the connections between nodes up.</summary>
    public void SetUp(SiloConnectionOptions connections)
    {
        var tls = new TlsOptions
        {
            LocalCertificate = Current.Own,
            LocalServerCertificateSelector = (_, _) => Current.Own,
            LocalClientCertificateSelector = (_, _, _, _, _) => Current.Own,
            RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
            ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
            RemoteCertificateValidation = (shown, chain, _) => IsNode(shown, chain),
            OnAuthenticateAsClient = (_, call) => call.TargetHost = AnyNode,
        };
        connections.ConfigureSiloInboundConnection(c => c.UseServerTls(tls));
        connections.ConfigureSiloOutboundConnection(c => c.UseClientTls(tls));
    }

    private bool IsNode(X509Certificate2? shown, X509Chain? chain)
    {
        string? fault = shown is null ? "it shows no certificate." : Current.FaultOf(shown, chain?.ChainPolicy.ExtraStore ?? [], _time.GetUtcNow());
        if (fault is not null)
        {
            Refused(shown?.GetCertHashString(HashAlgorithmName.SHA256) ?? "none", fault);
        }

        return fault is null;
    }

    private void ReadAgain()
    {
        try
        {
            _current = _files.Read(_time.GetUtcNow());
            ReadAnew(_current.Until);
            WarnOfEnd();
        }
        catch (NodeCertificateException unusable)
        {
            Unusable(unusable.Message, unusable.Remedy);
        }
    }

    private void WarnOfEnd()
    {
        if (_current.Until - _time.GetUtcNow() < Early)
        {
            EndsSoon(_current.Until);
        }
    }

    [LoggerMessage(5003, LogLevel.Warning, "What shows a certificate with the SHA-256 {Fingerprint} is no node of this cluster: {Fault}")]
    private partial void Refused(string fingerprint, string fault);

    [LoggerMessage(5004, LogLevel.Information, "The certificate between nodes was read anew; it holds until {Until}.")]
    private partial void ReadAnew(DateTimeOffset until);

    [LoggerMessage(5005, LogLevel.Error, "The certificate between nodes was changed and cannot be used, so the one before stays: {Fault} {Remedy}")]
    private partial void Unusable(string fault, string remedy);

    [LoggerMessage(5006, LogLevel.Warning, "The certificate between nodes, or its authority, ends at {Until}.")]
    private partial void EndsSoon(DateTimeOffset until);
}
