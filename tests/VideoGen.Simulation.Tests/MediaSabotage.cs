using VideoGen.Delivery;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A media store that says "stored" and has nothing.</summary>
internal sealed class MediaSabotage : Sabotage
{
    public override IMediaStore Of(IMediaStore media) => new Boasting();

    private sealed class Boasting : IMediaStore
    {
        public Task<Uri> StoreAsync(string path, string file, string sha256, CancellationToken cancellationToken) =>
            Task.FromResult(new Uri($"https://nowhere.sim/{path}"));
    }
}
