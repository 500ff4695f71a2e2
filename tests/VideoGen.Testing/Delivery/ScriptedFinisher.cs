using VideoGen.Contract;
using VideoGen.Finishing;
using VideoGen.Lint;

namespace VideoGen.Testing.Delivery;

/// <summary>Decodes clips that have no pictures: every frame is grey, and the one that is taken is the sample picture. Thread-safe.</summary>
public sealed class ScriptedFinisher : IClipFinisher, IPictureSampler
{
    private int _taken;

    /// <inheritdoc/>
    public string? Fault { get; set; }

    /// <summary>Awaited before a frame is taken.</summary>
    public Func<Task> BeforeTake { get; set; } = () => Task.CompletedTask;

    /// <summary>How many frames were taken.</summary>
    public int Taken => _taken;

    /// <inheritdoc/>
    public Task<ClipLook> LookAsync(string clip, int height, bool checks, string scratch, CancellationToken cancellationToken) => Task.FromResult(new ClipLook
    {
        First = Grey(),
        Last = Grey(),
        Checks = checks ? new ClipChecks { BlackSeconds = 0, FrozenSeconds = 0, CutScore = 0, CutAtSeconds = 0, FlashScore = 0 } : null,
    });

    /// <inheritdoc/>
    public Task<ClipLook> LookAtEndsAsync(string clip, int height, decimal seconds, string scratch, CancellationToken cancellationToken) => LookAsync(clip, height, checks: false, scratch, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadMatrixAsync(string clip, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public async Task<CopyLook> MakeAsync(string clip, CopyOrder order, string target, string scratch, CancellationToken cancellationToken)
    {
        File.Copy(clip, target, overwrite: true);
        return new CopyLook { Tool = "scripted 1", Clip = order.Checks ? await LookAsync(clip, order.Height, order.Checks, scratch, cancellationToken) : null };
    }

    /// <inheritdoc/>
    public async Task TakeFrameAsync(string clip, int frame, string matrix, string target, CancellationToken cancellationToken)
    {
        await BeforeTake();
        Interlocked.Increment(ref _taken);
        await File.WriteAllBytesAsync(target, SamplePictures.Png(1284, 722), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PictureSample?> SampleAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken) => Task.FromResult<PictureSample?>(Grey());

    private static PictureSample Grey()
    {
        byte[] rgb = new byte[PictureSample.Length];
        rgb.AsSpan().Fill(128);
        return new PictureSample(rgb);
    }
}
