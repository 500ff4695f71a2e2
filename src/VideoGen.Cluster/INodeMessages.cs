using Orleans.Concurrency;
using Orleans.Services;

namespace VideoGen.Cluster;

/// <summary>What one node reports to another. Messages may be lost: whoever waits reads the ledger now and again.</summary>
internal interface INodeMessages : IGrainService
{
    /// <summary>Jobs changed.</summary>
    [OneWay]
    Task Changed(JobChange[] changes);

    /// <summary>Callers used something up of limits that hold over all nodes.</summary>
    [OneWay]
    Task Used(LimitUse[] uses);
}
