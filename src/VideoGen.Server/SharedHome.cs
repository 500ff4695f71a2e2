using Microsoft.Extensions.Options;
using VideoGen.Host.Composition;
using VideoGen.Host.Configuration;
using VideoGen.Jobs;
using VideoGen.Synthesis;

namespace VideoGen.Server;

/// <summary>
/// Looks, before a node takes jobs, whether it works in the folder of the nodes that live: stills, clips, tokens and sessions are there, and a job that
/// this node took over would not find its own in a private one.
/// </summary>
internal sealed class SharedHome(Settings settings, INodes nodes, IOptions<AgentOptions> agent, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // for a node that is just leaving, and for file systems over a network

    private readonly NodeMarks _marks = new(settings.Home);

    /// <inheritdoc/>
    /// <exception cref="SharedHomeException">It does not.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string me = agent.Value.Owner;
        try
        {
            _marks.Leave(me, nodes.Current.Living, time.GetUtcNow());
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new SharedHomeException($"home {settings.Home} cannot be written: {denied.Message}", denied);
        }

        long begun = time.GetTimestamp();
        while (_marks.Missing(nodes.Current.Living) is { IsEmpty: false } missing)
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                _marks.Take(me);
                throw new SharedHomeException(settings.Home, missing);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask; // others may look for the mark until the node has left; it is taken a day later
}
