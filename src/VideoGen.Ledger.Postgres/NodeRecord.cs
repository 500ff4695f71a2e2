namespace VideoGen.Ledger.Postgres;

/// <summary>A node of a cluster, as its membership stands in the ledger's database.</summary>
/// <param name="Name">Its name in the ledger, new at each start.</param>
/// <param name="Address">Where other nodes reach it: IP address, port and the number of its start.</param>
/// <param name="Host">Name of its machine.</param>
/// <param name="Status">A word of Orleans: <c>Active</c>, <c>Dead</c>, <c>Joining</c>, <c>ShuttingDown</c> or another.</param>
/// <param name="AliveAt">When it last said that it lives.</param>
public sealed record NodeRecord(string Name, string Address, string Host, string Status, DateTimeOffset AliveAt)
{
    /// <summary>True while it is a member that works.</summary>
    public bool IsActive => Status == "Active";
}
