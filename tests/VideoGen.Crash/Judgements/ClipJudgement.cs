using System.Net.Http.Headers;
using System.Security.Cryptography;
using VideoGen.Jobs;
using VideoGen.Payload.Tests.Cms;
using VideoGen.Simulation.Oracles;
using VideoGen.Testing.Delivery;

namespace VideoGen.Crash.Judgements;

/// <summary>Holds the clip that the CMS hands out against the one that the provider made.</summary>
/// <param name="cms">Address of the CMS.</param>
/// <param name="report">Hears of a broken promise: which, and how.</param>
internal sealed class ClipJudgement(Uri cms, Action<string, string> report) : IDisposable
{
    private readonly HttpClient _http = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("users", $"API-Key {CmsServer.Key}") } };

    /// <summary>One job whose order has a clip.</summary>
    /// <param name="job">The job.</param>
    /// <param name="made">Where the provider hands the clip out.</param>
    public async Task JudgeAsync(Job job, Uri made)
    {
        if (job.ProviderClip is null)
        {
            report(Promise.Clips, $"{job.Id} ({job.State}) has lost the clip at {made}.");
        }
        else if (job.Clip is not { } clip)
        {
            report(Promise.Clips, $"{job.Id} was never fetched: {job.Failure?.Message}");
        }
        else if (await ReadAsync(new Uri(cms, $"media/{clip.Path}")) is not { } held || !clip.Stored || HashOf(held) != clip.Sha256)
        {
            report(Promise.Clips, $"{job.Id} says that {clip.Path} is its clip, and the CMS does not hold it.");
        }
        else if (await ReadAsync(made) is not { } original || HashOf(original) != MarkedClip.OriginalHash(held))
        {
            report(Promise.Clips, $"{job.Id} has another film than the provider made.");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]?> ReadAsync(Uri address)
    {
        using HttpResponseMessage answer = await _http.GetAsync(address);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : null;
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
