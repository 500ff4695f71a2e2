using System.Net.Http.Headers;
using VideoGen.Files;

namespace VideoGen.Delivery;

/// <summary>
/// What an earlier attempt left of a clip, and the server's tag of the version it belongs to. Without a tag nothing tells whether the rest
/// would fit, so the part is worth nothing.
/// </summary>
/// <param name="file">Absolute path of the clip's file; the tag is kept beside it.</param>
internal sealed class ClipPart(string file)
{
    private readonly string _tagFile = file + ".etag";

    /// <summary>Absolute path of the clip's file.</summary>
    public string File => file;

    /// <summary>Bytes to go on from; 0 starts anew.</summary>
    public long Length { get; private init; }

    /// <summary>The version they belong to; null when there are none.</summary>
    public EntityTagHeaderValue? Tag { get; private init; }

    /// <summary>What is on disk.</summary>
    public static ClipPart Find(string file)
    {
        var part = new ClipPart(file);
        return System.IO.File.Exists(file) && System.IO.File.Exists(part._tagFile) && EntityTagHeaderValue.TryParse(System.IO.File.ReadAllText(part._tagFile), out EntityTagHeaderValue? tag)
            ? new ClipPart(file) { Length = new FileInfo(file).Length, Tag = tag }
            : part;
    }

    /// <summary>Opens the file for the whole of a version, or for what comes behind the part.</summary>
    public FileStream Open(bool goesOn, EntityTagHeaderValue? tag)
    {
        // No second buffer: what was written is what the next attempt finds.
        FileStream stream = OwnerOnly.Open(file, goesOn ? FileMode.Append : FileMode.Create, bufferSize: 0);
        if (!goesOn)
        {
            OwnerOnly.Write(_tagFile, tag is { IsWeak: false } ? tag.ToString() : ""); // after the old part is gone, never before
        }

        return stream;
    }

    /// <summary>Makes the part one that no attempt goes on from.</summary>
    public void ForgetVersion() => System.IO.File.Delete(_tagFile);

    /// <summary>Removes it.</summary>
    public void Discard()
    {
        System.IO.File.Delete(file);
        System.IO.File.Delete(_tagFile);
    }
}
