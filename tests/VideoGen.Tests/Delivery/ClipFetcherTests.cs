using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using VideoGen.Delivery;
using VideoGen.Testing;

namespace VideoGen.Tests.Delivery;

/// <summary>A paid clip arrives whole or is fetched again; never a mixture.</summary>
public sealed class ClipFetcherTests : IDisposable
{
    private static readonly byte[] Clip = [.. Enumerable.Range(0, 1_000).Select(i => (byte)i)];
    private static readonly Uri Address = new("https://clips.example.com/a.mp4");

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Fetch_WholeFile_IsHashed()
    {
        var handler = new ScriptedHandler(_ => Whole());
        (await FetchAsync(handler)).ShouldBe((Convert.ToHexStringLower(SHA256.HashData(Clip)), 1_000));
        File.ReadAllBytes(File_).ShouldBe(Clip);
        handler.Asked.ShouldHaveSingleItem().Headers.ShouldBeEmpty("no credential, no cookie, nothing");
    }

    [Fact]
    public async Task Fetch_PartThatIsKept_IsTakenUp()
    {
        Keep(Clip[..400]);
        var handler = new ScriptedHandler(_ => Part(400, 1_000));
        await FetchAsync(handler);
        File.ReadAllBytes(File_).ShouldBe(Clip);
        handler.Asked.ShouldHaveSingleItem().Headers.ReplaceLineEndings("\n").Trim().ShouldBe("Range: bytes=400-\nIf-Range: \"one\"");
    }

    [Fact]
    public async Task Fetch_PartWithoutATag_IsFetchedAnew()
    {
        _folder.Write("clip.mp4", new byte[400]);
        var handler = new ScriptedHandler(_ => Whole());
        await FetchAsync(handler);
        File.ReadAllBytes(File_).ShouldBe(Clip);
        handler.Asked.ShouldHaveSingleItem().Headers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_BrokenTransferWithoutATag_IsFetchedAnew()
    {
        await Should.ThrowAsync<IOException>(() => FetchAsync(_ => Tagged(Cut(600), null)));
        var handler = new ScriptedHandler(_ => Whole());
        await FetchAsync(handler);
        handler.Asked.ShouldHaveSingleItem().Headers.ShouldBeEmpty();
    }

    // The simulation found it: a clip whose bytes differ from fetch to fetch was put together from two renderings.
    [Fact]
    public async Task Fetch_AnotherVersionThanThePart_IsNeverMixed()
    {
        Keep(new byte[400]);
        await Should.ThrowAsync<IOException>(() => FetchAsync(_ => Tagged(Part(400, 1_000), "\"two\"")));
        File.Exists(File_).ShouldBeFalse();
        await FetchAsync(_ => Whole());
        File.ReadAllBytes(File_).ShouldBe(Clip);
    }

    [Fact]
    public async Task Fetch_ServerIgnoresTheRange_StartsAnew()
    {
        Keep(new byte[400]);
        await FetchAsync(_ => Whole());
        File.ReadAllBytes(File_).ShouldBe(Clip);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(399)]
    [InlineData(500)]
    public async Task Fetch_AnotherRangeThanAsked_IsNeverKept(int from)
    {
        Keep(Clip[..400]);
        await Should.ThrowAsync<IOException>(() => FetchAsync(_ => Part(from, 1_000)));
        File.Exists(File_).ShouldBeFalse();
    }

    [Fact]
    public async Task Fetch_RangeThatNobodyAskedFor_IsNeverKept() => await Should.ThrowAsync<IOException>(() => FetchAsync(_ => Part(500, 1_000)));

    [Fact]
    public async Task Fetch_WholeFileIsThereAlready_IsDone()
    {
        Keep(Clip);
        (await FetchAsync(_ => NotSatisfiable(1_000))).Bytes.ShouldBe(1_000);
    }

    [Fact]
    public async Task Fetch_PartIsLongerThanTheFile_StartsAnew()
    {
        Keep(new byte[1_500]);
        await Should.ThrowAsync<IOException>(() => FetchAsync(_ => NotSatisfiable(1_000)));
        (await FetchAsync(_ => Whole())).Bytes.ShouldBe(1_000);
    }

    [Fact]
    public async Task Fetch_BrokenTransfer_KeepsThePartForTheNextAttempt()
    {
        (await Should.ThrowAsync<IOException>(() => FetchAsync(_ => Cut(600)))).Message.ShouldBe("The transfer broke off after 600 of 1000 bytes.");
        (await FetchAsync(_ => Part(600, 1_000))).Bytes.ShouldBe(1_000);
        File.ReadAllBytes(File_).ShouldBe(Clip);
    }

    [Fact]
    public async Task Fetch_PartThatEndsEarly_IsNotTheWhole()
    {
        Keep(Clip[..400]);
        (await Should.ThrowAsync<IOException>(() => FetchAsync(_ => Part(400, 700)))).Message.ShouldBe("The transfer broke off after 700 of 1000 bytes.");
    }

    [Fact]
    public async Task Fetch_TooLarge_IsRefusedAndNotKept()
    {
        foreach (bool announced in (bool[])[true, false])
        {
            await Should.ThrowAsync<IOException>(() => FetchAsync(new ScriptedHandler(_ => Body(new byte[2_001], announced))));
            File.Exists(File_).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Fetch_Refusal_SaysSo(HttpStatusCode status) =>
        (await Should.ThrowAsync<IOException>(() => FetchAsync(_ => new(status)))).Message.ShouldStartWith($"clips.example.com answered {(int)status}");

    [Fact]
    public async Task Fetch_LocalFile_IsCopied()
    {
        string source = _folder.Write("source.mp4", Clip);
        using var http = new HttpClient(new ScriptedHandler(_ => throw new InvalidOperationException("Nothing is asked.")));
        (await new ClipFetcher(http, 2_000).FetchAsync(new Uri(source), File_, default)).Bytes.ShouldBe(1_000);
        File.Exists(source).ShouldBeTrue();
        await Should.ThrowAsync<IOException>(() => new ClipFetcher(http, 2_000).FetchAsync(new Uri(_folder["gone.mp4"]), File_, default));
    }

    public void Dispose() => _folder.Dispose();

    private string File_ => _folder["clip.mp4"];

    /// <summary>What an earlier attempt left.</summary>
    private void Keep(byte[] part)
    {
        _folder.Write("clip.mp4", part);
        _folder.Write("clip.mp4.etag", "\"one\""u8.ToArray());
    }

    private Task<(string Sha256, long Bytes)> FetchAsync(Func<HttpRequestMessage, HttpResponseMessage> answer) => FetchAsync(new ScriptedHandler(answer));

    private async Task<(string Sha256, long Bytes)> FetchAsync(ScriptedHandler handler)
    {
        using var http = new HttpClient(handler);
        return await new ClipFetcher(http, 2_000).FetchAsync(Address, File_, default);
    }

    private static HttpResponseMessage Tagged(HttpResponseMessage answer, string? tag)
    {
        answer.Headers.ETag = tag is null ? null : new EntityTagHeaderValue(tag);
        return answer;
    }

    private static HttpResponseMessage Whole() => Body(Clip);

    private static HttpResponseMessage Cut(int at)
    {
        HttpResponseMessage answer = Body(Clip[..at]);
        answer.Content.Headers.ContentLength = 1_000;
        return answer;
    }

    private static HttpResponseMessage Part(int from, int to)
    {
        HttpResponseMessage answer = Body(Clip[from..to]);
        answer.StatusCode = HttpStatusCode.PartialContent;
        answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, to - 1, 1_000);
        return answer;
    }

    private static HttpResponseMessage NotSatisfiable(long length)
    {
        HttpResponseMessage answer = Body([]);
        answer.StatusCode = HttpStatusCode.RequestedRangeNotSatisfiable;
        answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(length);
        return answer;
    }

    private static HttpResponseMessage Body(byte[] bytes, bool announced = true) => new(HttpStatusCode.OK)
    {
        Headers = { ETag = new EntityTagHeaderValue("\"one\"") },
        Content = announced ? new ByteArrayContent(bytes) : new StreamContent(new UnmeasuredStream(bytes)),
    };

    private sealed class UnmeasuredStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
