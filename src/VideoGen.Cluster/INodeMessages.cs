using System.Diagnostics.CodeAnalysis;
using Orleans.Concurrency;
using Orleans.Services;

namespace VideoGen.Cluster;

/// <summary>What one node tells another. Messages may be lost: whoever waits reads the ledger now and again.</summary>
internal interface INodeMessages : IGrainService
{
    /// <summary>Jobs changed.</summary>
    [OneWay]
    [SuppressMessage("Style", "VSTHRD200:Use \"Async\" suffix for async methods", Justification = "A name on the wire.")]
    Task Changed(JobChange[] changes);
}
