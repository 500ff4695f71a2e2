using System.Threading.Channels;

namespace VideoGen.Jobs;

/// <summary>An open ear for the signals of one request.</summary>
/// <param name="reader">Where the signals arrive.</param>
/// <param name="close">Ends the subscription.</param>
public sealed class JobSubscription(ChannelReader<JobSignal> reader, Action close) : IDisposable
{
    /// <summary>The signals, in order of publication.</summary>
    public ChannelReader<JobSignal> Signals { get; } = reader;

    /// <inheritdoc/>
    public void Dispose() => close();
}
