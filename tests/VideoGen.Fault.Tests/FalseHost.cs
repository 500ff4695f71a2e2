using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VideoGen.Fault.Tests;

/// <summary>A host on the loopback address that answers calls with a certificate nobody should accept, and counts who accepted it.</summary>
internal sealed class FalseHost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;
    private int _accepted;

    private FalseHost(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Callers that went on after they had seen the certificate.</summary>
    public int Accepted => _accepted;

    /// <summary>Opens it.</summary>
    /// <param name="fault"><c>self-signed</c>, <c>expired</c> or <c>wrong-name</c>.</param>
    public static FalseHost Open(string fault)
    {
        using var key = RSA.Create(2048);
        string name = fault is "wrong-name" ? "somebody-else.example.com" : "localhost";
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset until = fault is "expired" ? now.AddDays(-1) : now.AddDays(30);
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-30), until);
        return new FalseHost(X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient caller = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var secure = new SslStream(caller.GetStream());
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                if (await secure.ReadAsync(new byte[1], _stop.Token) > 0)
                {
                    Interlocked.Increment(ref _accepted);
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The caller turned away, as it must.
            }
        }
    }
}
