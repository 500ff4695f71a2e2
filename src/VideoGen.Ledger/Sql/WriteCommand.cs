namespace VideoGen.Ledger.Sql;

/// <summary>One write in the queue: runs inside a transaction of the writer, is answered when that transaction is committed.</summary>
internal abstract class WriteCommand
{
    /// <summary>
    /// Whether it must outlive a loss of power, and is flushed soon. What need not still outlives a kill of the process, and costs no disk flush.
    /// </summary>
    public bool OutlivesPower { get; init; } = true;

    /// <summary>Does the work and keeps the answer for later; may run again when its transaction could not be committed.</summary>
    public abstract void Run(Session session);

    /// <summary>Keeps a defect of this one command, whose own changes were undone, for later.</summary>
    public abstract void Spoil(Exception error);

    /// <summary>Gives the kept answer to the caller: the transaction is committed.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that nothing was written.</summary>
    public abstract void Refuse(Exception error);
}
