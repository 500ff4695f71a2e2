using VideoGen.Delivery;
using VideoGen.Simulation.Worlds;

namespace VideoGen.Simulation.Outside;

/// <summary>The line from one process to the media store.</summary>
internal sealed class SimulatedMedia(Process process, Weather weather, IMediaStore store) : IMediaStore
{
    private readonly World _world = process.World;

    public async Task<Uri> StoreAsync(string path, string file, string sha256, CancellationToken cancellationToken)
    {
        await TravelAsync(cancellationToken).ConfigureAwait(false);
        if (weather.Strikes(weather.MediaDown))
        {
            throw new IOException("The media store is down.");
        }

        Uri address = await store.StoreAsync(path, file, sha256, cancellationToken).ConfigureAwait(false);
        _world.Tell("media store", $"has {path}");
        process.DiesNow();
        if (weather.Strikes(weather.MediaAnswerLost))
        {
            throw new IOException("The media store's answer was lost.");
        }

        await TravelAsync(cancellationToken).ConfigureAwait(false);
        return address;
    }

    private Task TravelAsync(CancellationToken cancellationToken) =>
        _world.PassAsync(_world.Chance.AnyMagnitude(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(300)), cancellationToken: cancellationToken);
}
