using VideoGen.Delivery;
using VideoGen.Simulation.Agents;

namespace VideoGen.Simulation.Tests;

/// <summary>A media store that says "stored" and has nothing.</summary>
internal sealed class MediaSabotage : Sabotage
{
    public override IMediaStore Of(IMediaStore media) => new Boasting();

    private sealed class Boasting : IMediaStore
    {
        public Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken) =>
            Task.FromResult(new StoredClip(new Uri($"https://nowhere.sim/{clip.Path}")));
    }
}
