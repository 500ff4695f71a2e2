using System.Net;
using VideoGen.Frames;

namespace VideoGen.Tests.Frames;

public sealed class NetworkGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.255.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void IsPublic_SpecialAddress_IsNot(string address) => NetworkGuard.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    public void IsPublic_InternetAddress_Is(string address) => NetworkGuard.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://localhost/")]
    public async Task CreateHandler_AnyWayToWriteThisMachine_IsRefused(string address)
    {
        using var http = new HttpClient(NetworkGuard.CreateHandler(allowPrivate: false));
        var refused = await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri(address)));
        refused.InnerException.ShouldBeOfType<AddressRefusedException>();
    }

    [Fact]
    public async Task CreateHandler_NameOfAnInternalHost_CannotBeToldFromOneThatNobodyHas()
    {
        (await WhyAsync("localhost")).Replace("localhost", "HOST", StringComparison.Ordinal).ShouldBe((await WhyAsync("no-such-host.invalid")).Replace("no-such-host.invalid", "HOST", StringComparison.Ordinal));

        static async Task<string> WhyAsync(string host)
        {
            using var pictures = new PictureFetcher(new PictureLimits { MaxBytes = 1, MaxPixels = 1, Timeout = TimeSpan.FromMinutes(5), AllowPrivateAddresses = false }, TimeProvider.System);
            return (await Should.ThrowAsync<IOException>(() => pictures.FetchAsync(new Uri($"http://{host}/a.png"), CancellationToken.None))).Message;
        }
    }
}
