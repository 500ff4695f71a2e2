namespace VideoGen.Records;

/// <summary>What the system of record did with a document.</summary>
public abstract record RecordAnswer
{
    private RecordAnswer()
    {
    }

    /// <summary>It holds this revision, or a newer one.</summary>
    /// <param name="DocumentId">Its own id of the document, for links; what it looks like is its affair.</param>
    public sealed record Kept(string DocumentId) : RecordAnswer;

    /// <summary>The document breaks one of its rules. Sending the same again will not help, repairing the document or the rule will.</summary>
    /// <param name="Reason">Field and rule, for people.</param>
    public sealed record Refused(string Reason) : RecordAnswer;

    /// <summary>No usable answer; the document may be kept or not. Sending it again later is right.</summary>
    /// <param name="Reason">What happened and what to do, for people.</param>
    public sealed record Unavailable(string Reason) : RecordAnswer;
}
