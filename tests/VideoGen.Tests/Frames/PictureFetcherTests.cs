using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using VideoGen.Frames;
using VideoGen.Testing;

namespace VideoGen.Tests.Frames;

/// <summary>Bytes from an address that a stranger chose.</summary>
public sealed class PictureFetcherTests
{
    private static readonly PictureLimits Limits = new() { MaxBytes = 1_000 };
    private static readonly Uri Address = new("https://stills.example.com/a.png?token=secret");

    [Fact]
    public async Task Fetch_Bytes_AreTheBytesAndNoCredentialIsSent()
    {
        var handler = new ScriptedHandler(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent([1, 2, 3]) });
        using var fetcher = new PictureFetcher(Limits, new ManualTime(), handler);
        (await fetcher.FetchAsync(Address, default)).ShouldBe([1, 2, 3]);
        handler.Asked.ShouldHaveSingleItem().Headers.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task Fetch_FromAHostOfOurOwn_SignsInThereAndNowhereElse()
    {
        var own = new OwnHost([new Uri("https://cms.example.com:8443/anything"), new Uri("http://payload:3000")], new AuthenticationHeaderValue("users", "API-Key 123"));
        var handler = new ScriptedHandler(q => q.RequestUri!.AbsolutePath switch
        {
            "/away" => Redirect("https://files.example.com/back"),
            "/back" => Redirect("https://cms.example.com:8443/end"),
            _ => Bytes(3),
        });
        using var fetcher = new PictureFetcher(Limits, new ManualTime(), handler, own);

        await fetcher.FetchAsync(new Uri("https://CMS.example.com:8443/a.png"), default);
        await fetcher.FetchAsync(new Uri("https://cms.example.com:8443/away"), default);
        await fetcher.FetchAsync(new Uri("https://cms.example.com/a.png"), default);
        await fetcher.FetchAsync(new Uri("http://cms.example.com:8443/a.png"), default);
        await fetcher.FetchAsync(new Uri("https://files.example.com/back"), default);
        await fetcher.FetchAsync(new Uri("http://payload:3000/a.png"), default);
        await fetcher.FetchAsync(new Uri("https://payload:3000/a.png"), default);

        handler.Asked.Select(a => (a.Address.AbsoluteUri, a.Headers.Contains("Authorization: users API-Key 123", StringComparison.Ordinal))).ShouldBe(
        [
            ("https://cms.example.com:8443/a.png", true),
            ("https://cms.example.com:8443/away", true), ("https://files.example.com/back", false), ("https://cms.example.com:8443/end", false),
            ("https://cms.example.com/a.png", false),
            ("http://cms.example.com:8443/a.png", false),
            ("https://files.example.com/back", false), ("https://cms.example.com:8443/end", false),
            ("http://payload:3000/a.png", true),
            ("https://payload:3000/a.png", false),
        ]);
    }

    [Fact]
    public async Task Fetch_Redirects_AreFollowedFiveTimes()
    {
        (await FetchAsync(q => q.RequestUri!.AbsolutePath == "/end" ? Bytes(7) : Redirect("/end"))).Length.ShouldBe(7);
        (await RefusedAsync(_ => Redirect("/again"))).ShouldContain("redirects more than 5 times");
        (await RefusedAsync(_ => Redirect("file:///etc/passwd"))).ShouldContain("leads to file:");
    }

    [Fact]
    public async Task Fetch_TooMuch_IsRefusedHoweverItIsSent()
    {
        await Should.ThrowAsync<PictureTooLargeException>(() => FetchAsync(_ => Bytes(1_001)));
        await Should.ThrowAsync<PictureTooLargeException>(() => FetchAsync(_ => new(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) }));
        (await FetchAsync(_ => Bytes(1_000))).Length.ShouldBe(1_000);
    }

    [Fact]
    public async Task Fetch_AnswerThatBreaksOff_IsRefused()
    {
        var cut = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([1, 2]) };
        cut.Content.Headers.ContentLength = 9;
        (await RefusedAsync(_ => cut)).ShouldContain("broke off after 2 of 9 bytes");
    }

    [Fact]
    public async Task Fetch_Refusal_NamesTheHostAndNoQuery()
    {
        string message = await RefusedAsync(_ => new(HttpStatusCode.Forbidden));
        message.ShouldBe("stills.example.com answered 403 Forbidden.");
        (await RefusedAsync(_ => throw new HttpRequestException("no route"))).ShouldBe("stills.example.com cannot be reached: no route");
    }

    [Fact]
    public async Task Fetch_RefusalBehindARedirect_NamesTheHostThatRefused()
    {
        (await RefusedAsync(q => q.RequestUri!.Host == "stills.example.com" ? Redirect("https://cdn.example.org/a.png?x") : new(HttpStatusCode.NotFound)))
            .ShouldBe("cdn.example.org (where stills.example.com leads) answered 404 Not Found.");
        (await RefusedAsync(q => q.RequestUri!.Host == "stills.example.com" ? Redirect("https://cdn.example.org/a.png?x") : throw new HttpRequestException("no route")))
            .ShouldBe("cdn.example.org (where stills.example.com leads) cannot be reached: no route");
    }

    [Fact]
    public async Task Fetch_PageInsteadOfAPicture_SaysSo()
    {
        HttpResponseMessage Page(string type, byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };
        (await RefusedAsync(_ => Page("text/html", "<html>Sign in</html>"u8.ToArray()))).ShouldStartWith("stills.example.com answered with text/html instead of a picture");
        byte[] png = PictureBytes.Png(4, 4);
        (await FetchAsync(_ => Page("text/plain", png))).ShouldBe(png, "a host that names the type wrong is believed less than the bytes");
    }

    [Fact]
    public async Task Fetch_Asks_AsAProgramWithANameForKindsThatWeRead()
    {
        var handler = new ScriptedHandler(_ => Bytes(3));
        using var fetcher = new PictureFetcher(Limits, new ManualTime(), handler);
        await fetcher.FetchAsync(Address, default);
        string asked = string.Join('\n', handler.Asked.ShouldHaveSingleItem().Headers);
        asked.ShouldContain("User-Agent: VideoGen/");
        asked.ShouldContain("image/webp");
        asked.ShouldNotContain("avif");
        asked.ShouldContain("gzip");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("deflate without its envelope")]
    [InlineData("gzip, br")]
    public async Task Fetch_CompressedAnswer_IsReadWithinTheSameLimits(string codings)
    {
        byte[] picture = [.. Enumerable.Range(0, 900).Select(i => (byte)(i % 7))];
        HttpResponseMessage Answer(byte[] bytes)
        {
            byte[] packed = codings.Split(", ").Aggregate(bytes, (b, coding) => Packed(b, codings.Contains("without", StringComparison.Ordinal) ? "raw" : coding));
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(packed) };
            foreach (string coding in codings.Split(", ").Select(c => c.Split(' ')[0]))
            {
                answer.Content.Headers.ContentEncoding.Add(coding);
            }

            return answer;
        }

        (await FetchAsync(_ => Answer(picture))).ShouldBe(picture);
        await Should.ThrowAsync<PictureTooLargeException>(() => FetchAsync(_ => Answer(new byte[100_000_000])));
        if (codings == "br")
        {
            return; // Brotli has no mark at its beginning: bytes of anything else may be the beginning of a stream
        }

        HttpResponseMessage broken = Answer(picture);
        broken.Content = new ByteArrayContent([0x1F, 0x8B, 7, 7, 7, 7]) { Headers = { { "Content-Encoding", codings.Split([',', ' '])[0] } } };
        (await RefusedAsync(_ => broken)).ShouldContain("cannot be read");
    }

    [Fact]
    public async Task Fetch_CodingThatNobodyAskedFor_IsNamed()
    {
        var answer = Bytes(3);
        answer.Content.Headers.ContentEncoding.Add("zstd");
        (await RefusedAsync(_ => answer)).ShouldBe("stills.example.com answered in the coding 'zstd', which was not asked for.");
    }

    private static byte[] Packed(byte[] bytes, string coding)
    {
        using var packed = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    [Fact]
    public async Task Fetch_NoAnswerInTime_IsRefused()
    {
        var time = new ManualTime();
        using var fetcher = new PictureFetcher(Limits, time, new ScriptedHandler(async (_, stop) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
            return new(HttpStatusCode.OK);
        }));
        Task<byte[]> fetch = fetcher.FetchAsync(Address, default);
        time.Advance(TimeSpan.FromSeconds(29));
        fetch.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<IOException>(fetch)).Message.ShouldBe("stills.example.com did not answer within 30 s.");
    }

    [Fact]
    public async Task Fetch_CallerGivesUp_IsACancellation()
    {
        using var stop = new CancellationTokenSource();
        using var fetcher = new PictureFetcher(Limits, new ManualTime(), new ScriptedHandler(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new(HttpStatusCode.OK);
        }));
        await Should.ThrowAsync<OperationCanceledException>(() => fetcher.FetchAsync(Address, stop.Token));
    }

    [Fact]
    public async Task Fetch_FromThisMachine_IsRefusedUnlessAllowed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/a.png");
        using var guarded = new PictureFetcher(Limits, new ManualTime());
        (await Should.ThrowAsync<AddressRefusedException>(() => guarded.FetchAsync(address, default))).Message.ShouldContain("127.0.0.1");

        using var open = new PictureFetcher(Limits with { AllowPrivateAddresses = true }, new ManualTime());
        Task<byte[]> fetch = open.FetchAsync(address, default);
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        _ = await stream.ReadAtLeastAsync(new byte[1], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        (await fetch).ShouldBe("ok"u8.ToArray());
    }

    private static async Task<string> RefusedAsync(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        (await Should.ThrowAsync<IOException>(() => FetchAsync(answer))).Message;

    private static async Task<byte[]> FetchAsync(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        using var fetcher = new PictureFetcher(Limits, new ManualTime(), new ScriptedHandler(answer));
        return await fetcher.FetchAsync(Address, default);
    }

    private static HttpResponseMessage Bytes(int count) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[count]) };

    private static HttpResponseMessage Redirect(string to) => new(HttpStatusCode.Found) { Headers = { Location = new Uri(to, UriKind.RelativeOrAbsolute) } };

    private sealed class EndlessStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
