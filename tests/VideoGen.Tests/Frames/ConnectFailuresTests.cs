using System.Net.Sockets;
using VideoGen.Frames;

namespace VideoGen.Tests.Frames;

public sealed class ConnectFailuresTests
{
    [Fact]
    public async Task A_bare_socket_error_is_a_connection_that_did_not_come_about()
    {
        using var client = new HttpClient(new ConnectFailures(new Resetting()));
        HttpRequestException failed = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://host.example/")));
        failed.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
        NoConnection.Why(failed).ShouldBe("no connection can be made");
    }

    [Fact]
    public async Task Pictures_are_fetched_over_it()
    {
        using var fetcher = new PictureFetcher(new PictureLimits(), TimeProvider.System, new Resetting());
        IOException failed = await Should.ThrowAsync<IOException>(() => fetcher.FetchAsync(new Uri("http://host.example/a.png"), CancellationToken.None));
        failed.Message.ShouldContain("host.example");
    }

    private sealed class Resetting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new SocketException((int)SocketError.NotConnected));
    }
}
