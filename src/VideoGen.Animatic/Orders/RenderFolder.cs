using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VideoGen.Files;

namespace VideoGen.Animatic.Orders;

/// <summary>
/// The files of the renders: <c>{job}.json</c> is the order, <c>{job}.mp4</c> the clip, <c>{job}.failed.json</c> or <c>{job}.cancelled</c>
/// how it ended otherwise; <c>{job}.lock</c> is held by the process that renders. What was written is on disk when a method returns.
/// </summary>
internal sealed class RenderFolder
{
    private readonly string _folder;

    /// <summary>Names the folder; it is made when something is written.</summary>
    public RenderFolder(string home) => _folder = Path.GetFullPath(Path.Combine(home, "renders"));

    /// <summary>True when a job id may be part of a file name.</summary>
    public static bool IsSafe(string jobId) =>
        jobId.Length is > 0 and <= 200 && jobId.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>The clip.</summary>
    public string Clip(string jobId) => Name(jobId, ".mp4");

    /// <summary>True when the order is on disk.</summary>
    public bool HasOrder(string jobId) => File.Exists(Name(jobId, ".json"));

    /// <summary>True when the render was cancelled.</summary>
    public bool IsCancelled(string jobId) => File.Exists(Name(jobId, ".cancelled"));

    /// <summary>True when nothing more will happen.</summary>
    public bool IsOver(string jobId) => File.Exists(Clip(jobId)) || IsCancelled(jobId) || File.Exists(Name(jobId, ".failed.json"));

    /// <summary>Keeps an order.</summary>
    public void KeepOrder(string jobId, string payload) => Write(Name(jobId, ".json"), System.Text.Encoding.UTF8.GetBytes(payload));

    /// <summary>Keeps a cancellation.</summary>
    public void KeepCancelled(string jobId) => Write(Name(jobId, ".cancelled"), []);

    /// <summary>Keeps a failure.</summary>
    public void KeepFault(string jobId, RenderFault fault) =>
        Write(Name(jobId, ".failed.json"), JsonSerializer.SerializeToUtf8Bytes(fault, OrderJson.Default.RenderFault));

    /// <summary>The order; null when it is gone or unreadable.</summary>
    public RenderOrder? Order(string jobId) => Read(Name(jobId, ".json"), OrderJson.Default.RenderOrder);

    /// <summary>The failure; null when there is none.</summary>
    public RenderFault? Fault(string jobId) => Read(Name(jobId, ".failed.json"), OrderJson.Default.RenderFault);

    /// <summary>Takes the right to render; null when another process, or another part of this one, has it. Ends with the process.</summary>
    public FileStream? TakeLock(string jobId)
    {
        try
        {
            OwnerOnly.MakeFolder(_folder);
            return OwnerOnly.Open(Name(jobId, ".lock"), FileMode.OpenOrCreate, FileShare.None, bufferSize: 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes what a dead process left of a render. Only for the holder of the lock.</summary>
    public void Sweep(string jobId)
    {
        foreach (string part in Directory.EnumerateFiles(_folder, $"{jobId}.*.part"))
        {
            File.Delete(part);
        }
    }

    /// <summary>Removes the lock file of a render that is over. Only for the holder of the lock.</summary>
    public void DropLock(string jobId) => File.Delete(Name(jobId, ".lock"));

    private string Name(string jobId, string ending) =>
        IsSafe(jobId) ? Path.Combine(_folder, jobId + ending) : throw new ArgumentException("The job id cannot be part of a file name.", nameof(jobId));

    private static T? Read<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    private void Write(string path, byte[] bytes)
    {
        OwnerOnly.MakeFolder(_folder);
        string part = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (FileStream file = OwnerOnly.Open(part, FileMode.Create))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(part);
            throw;
        }
    }
}
