using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using VideoGen.Contract;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Testing;

namespace VideoGen.Cli.Tests;

/// <summary>What <c>--out</c> puts into a folder are the bytes that were proved.</summary>
public sealed class HostAgentTests : IDisposable
{
    private static readonly byte[] Proved = [.. "the clip that was proved"u8];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MediaStatus.Pending)]
    [InlineData(MediaStatus.Refused)]
    public async Task A_clip_that_is_not_stored_comes_from_the_copy_that_was_proved(MediaStatus status)
    {
        Directory.CreateDirectory(_folder["home/work"]);
        _folder.Write("home/work/job_9.mp4", Proved);
        await FetchAsync(Segment(status, _folder.Write("elsewhere.mp4", [.. "what the provider hands out today"u8])));
        (await File.ReadAllBytesAsync(_folder["out.mp4"])).ShouldBe(Proved);
    }

    [Theory]
    [InlineData(MediaStatus.Stored)]
    [InlineData(MediaStatus.Refused)]
    public async Task Other_bytes_are_told_and_leave_what_is_there(MediaStatus status)
    {
        _folder.Write("out.mp4", [.. "from an earlier run"u8]);
        VideoSegment segment = Segment(status, _folder.Write("elsewhere.mp4", [.. Proved[..10]]));

        (await Should.ThrowAsync<IOException>(() => FetchAsync(segment))).Message.ShouldContain("10 bytes that are not the clip that was proved (24 bytes)");

        (await File.ReadAllBytesAsync(_folder["out.mp4"])).ShouldBe([.. "from an earlier run"u8]);
        Directory.EnumerateFiles(_folder.Path, "*.part*").ShouldBeEmpty();
    }

    private static VideoSegment Segment(MediaStatus status, string file)
    {
        VideoSegment segment = Example.Delivered(1, 1, ["SCENE_1_SHOT_1"]);
        return segment with
        {
            MediaStatus = status,
            VideoUrl = new Uri(file).AbsoluteUri,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Proved)),
            FileSize = Proved.Length,
            ProviderMetadata = segment.ProviderMetadata with { JobId = "job_9" },
        };
    }

    private async Task FetchAsync(VideoSegment segment)
    {
        await using var agent = new HostAgent(new AgentHost(new Settings { Home = _folder["home"] }, TimeProvider.System, NullLogger.Instance, _ => null));
        await agent.FetchClipAsync(segment, _folder["out.mp4"], CancellationToken.None);
    }
}
