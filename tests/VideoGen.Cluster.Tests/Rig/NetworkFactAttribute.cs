namespace VideoGen.Cluster.Tests.Rig;

/// <summary>A test that wants network namespaces: skipped, and counted as that, where this user may not make any.</summary>
internal sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute()
    {
        if (!Network.IsPossible)
        {
            Skip = "This user may not make network namespaces: run as root, with iproute2.";
        }
    }
}
