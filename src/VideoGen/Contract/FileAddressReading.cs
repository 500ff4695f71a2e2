namespace VideoGen.Contract;

/// <summary>What a <c>file:</c> address names.</summary>
internal abstract record FileAddressReading
{
    private FileAddressReading() { }

    /// <summary>A file of this machine.</summary>
    /// <param name="Path">Absolute path.</param>
    public sealed record Here(string Path) : FileAddressReading;

    /// <summary>A file of another machine.</summary>
    /// <param name="Host">That machine.</param>
    /// <param name="Path">Its network path, where this machine has such paths; null elsewhere.</param>
    public sealed record Elsewhere(string Host, string? Path) : FileAddressReading;

    /// <summary>Nothing: no absolute path, or escapes that are no text.</summary>
    public sealed record Broken : FileAddressReading;
}
