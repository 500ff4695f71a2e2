namespace VideoGen.Simulation.Oracles;

/// <summary>What the agent promises, in the words of <c>docs/reliability.md</c>.</summary>
public static class Promise
{
    public const string Once = "A segment is submitted once for one intent";
    public const string IntentFirst = "The intent is on disk before anything is sent";
    public const string Halt = "Nothing is submitted after a failure or a cancel";
    public const string Parallel = "No more segments are at the provider than allowed";
    public const string Order = "Segments are begun in their order";
    public const string Chain = "A link is begun with the last frame that was delivered before it, or not at all";
    public const string Caps = "Caps are never passed";
    public const string End = "Every job comes to one end";
    public const string Claims = "A claim ends with its process, and not before its lease while that lives";
    public const string Owners = "A job is taken only from the dead, and no step under way fails because of it";
    public const string History = "Every history is complete and in order";
    public const string Deliveries = "A webhook that was thanked for is dealt with, and no other";
    public const string Money = "Reservations settle to the provider's bill";
    public const string Vendor = "No provider is asked for what it has not, no finished clip is deleted, and its key is shown to its own host alone";
    public const string Clips = "Every paid clip is delivered, or accounted for with its address";
    public const string Records = "The system of record comes to hold what the ledger holds";
    public const string Answers = "Answers say what is true";
    public const string World = "The agent stays whole";
}
