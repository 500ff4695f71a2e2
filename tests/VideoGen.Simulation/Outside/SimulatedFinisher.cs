using System.Security.Cryptography;
using VideoGen.Finishing;
using VideoGen.Lint;
using VideoGen.Simulation.Worlds;
using VideoGen.Testing;

namespace VideoGen.Simulation.Outside;

/// <summary>Reads the ends of clips that have no pictures: another clip has another last frame, and now and then one cannot be read.</summary>
internal sealed class SimulatedFinisher(Process process, Weather weather) : IClipFinisher
{
    private const int Unreadable = 60;
    private static readonly TimeSpan Decoding = TimeSpan.FromMilliseconds(300);

    private readonly World _world = process.World;

    public string? Fault => null;

    public async Task<ClipLook> LookAsync(string clip, int height, bool checks, string scratch, CancellationToken cancellationToken)
    {
        await _world.PassAsync(Decoding, process, cancellationToken).ConfigureAwait(false);
        return weather.Strikes(Unreadable) ? throw new IOException("The picture is broken.") : new ClipLook { First = new PictureSample(new byte[PictureSample.Length]), Last = new PictureSample(new byte[PictureSample.Length]) };
    }

    public Task<ClipLook> LookAtEndsAsync(string clip, int height, decimal seconds, string scratch, CancellationToken cancellationToken) => LookAsync(clip, height, checks: false, scratch, cancellationToken);

    public Task<string?> ReadMatrixAsync(string clip, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<CopyLook> MakeAsync(string clip, CopyOrder order, string target, string scratch, CancellationToken cancellationToken) => throw new IOException("Nothing is finished here.");

    public async Task TakeFrameAsync(string clip, int frame, string matrix, string target, CancellationToken cancellationToken)
    {
        await _world.PassAsync(Decoding, process, cancellationToken).ConfigureAwait(false);
        _world.Tell(process.Name, $"keeps the last frame of a clip");
        byte[] content = SHA256.HashData(File.ReadAllBytes(clip));
        File.WriteAllBytes(target, SamplePictures.Png(640 + content[0], 360 + content[1]));
    }
}
