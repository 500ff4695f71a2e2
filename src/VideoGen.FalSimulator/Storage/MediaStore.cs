using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace VideoGen.FalSimulation.Storage;

/// <summary>Files of the media host: uploads and clips, kept on disk. Thread-safe.</summary>
internal sealed class MediaStore(string folder)
{
    private readonly ConcurrentDictionary<string, MediaFile> _files = new(StringComparer.Ordinal);

    public string Folder => folder;

    public static string NewId() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    public MediaFile? Find(string id) => _files.GetValueOrDefault(id);

    public MediaFile Add(MediaFile file) => _files[file.Id] = file;

    /// <summary>Room for an upload; it is served once it is complete.</summary>
    public MediaFile Expect(string name, string contentType)
    {
        string id = NewId();
        string safe = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return Add(new MediaFile(id, safe.Length == 0 ? "file" : safe, contentType, Path.Combine(folder, "up-" + id)) { Complete = false });
    }

    public void Remove(string id) => _files.TryRemove(id, out _);

    /// <summary>Path of one part of an upload in pieces.</summary>
    public string PartPath(MediaFile file, int number) => Path.Combine(folder, $"up-{file.Id}.{number}.part");
}
