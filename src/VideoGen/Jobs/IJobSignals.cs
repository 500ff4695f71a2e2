namespace VideoGen.Jobs;

/// <summary>Port that tells waiting calls that a job changed. Signals may be lost or doubled; who waits reads the ledger. Thread-safe.</summary>
public interface IJobSignals
{
    /// <summary>Tells everybody who listens to the job's request.</summary>
    void Publish(JobSignal signal);

    /// <summary>Listens to a request until disposed; bounded, the oldest signals are dropped first.</summary>
    JobSubscription Subscribe(string requestId);
}
