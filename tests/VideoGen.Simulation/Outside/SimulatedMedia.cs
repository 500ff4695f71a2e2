using VideoGen.Delivery;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>The line from one process to the media store.</summary>
internal sealed class SimulatedMedia(Process process, Weather weather, IMediaStore store) : IMediaStore
{
    private readonly World _world = process.World;

    public async Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        if (weather.Strikes(weather.MediaDown))
        {
            throw new IOException("The media store is down.");
        }

        StoredClip stored = await store.StoreAsync(clip, cancellationToken).ConfigureAwait(false);
        _world.Tell("media store", $"has {clip.Path}");
        process.DiesNow();
        if (weather.Strikes(weather.MediaAnswerLost))
        {
            throw new IOException("The media store's answer was lost.");
        }

        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return stored;
    }

    private Task TravelAsync(CancellationToken cancellationToken) =>
        _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(300)), cancellationToken: cancellationToken);
}
