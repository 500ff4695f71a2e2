using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VideoGen.Lint;

/// <summary>
/// Remembers samples of the last stills, by their content: a storyboard is planned again and again while it is worked on, and its clips are held against the same
/// stills when they come. Thread-safe.
/// </summary>
internal sealed class RememberedSamples(IPictureSampler sampler) : IPictureSampler
{
    private const int Most = 128;

    private readonly ConcurrentDictionary<string, PictureSample> _samples = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<PictureSample?> SampleAsync(ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
    {
        string content = Convert.ToHexStringLower(SHA256.HashData(picture.Span));
        if (_samples.TryGetValue(content, out PictureSample? known))
        {
            return known;
        }

        PictureSample? sample = await sampler.SampleAsync(picture, cancellationToken);
        if (sample is not null)
        {
            if (_samples.Count >= Most)
            {
                _samples.Clear();
            }

            _samples[content] = sample;
        }

        return sample;
    }
}
