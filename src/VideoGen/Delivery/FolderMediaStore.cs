using VideoGen.Contract;
using VideoGen.Files;
using VideoGen.Jobs;

namespace VideoGen.Delivery;

/// <summary>Clips in a folder of this machine: the embedded default until a CMS is connected.</summary>
/// <param name="folder">Absolute path; made on first use.</param>
/// <param name="publicUrl">Base address under which a web server offers the folder; null gives <c>file://</c> addresses.</param>
public sealed class FolderMediaStore(string folder, Uri? publicUrl = null) : IMediaStore
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <inheritdoc/>
    public Task<StoredClip> StoreAsync(NewClip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        cancellationToken.ThrowIfCancellationRequested();
        string place = Path.GetFullPath(Path.Combine(_folder, clip.Path));
        if (!place.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"'{clip.Path}' leads out of the media folder.");
        }

        try
        {
            Put(place, clip, isPublic: publicUrl is not null);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The media folder cannot be written: {e.Message}", e);
        }

        return Task.FromResult(new StoredClip(publicUrl is null ? FileAddress.Of(place) : ClipPath.Under(publicUrl, clip.Path)));
    }

    /// <inheritdoc/>
    public Task<bool> HasLostAsync(Clip clip, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clip);
        string place = Path.Combine(_folder, clip.Path);
        return Task.FromResult(!File.Exists(place) || !FileHash.Matches(place, clip.Sha256));
    }

    private static void Put(string place, NewClip clip, bool isPublic)
    {
        if (File.Exists(place))
        {
            if (!FileHash.Matches(place, clip.Sha256))
            {
                throw new MediaTakenException(clip.Path);
            }

            return;
        }

        // A copy beside the place, then a rename: the media folder may be another device, and nothing half-written may stand in the place.
        string folder = Path.GetDirectoryName(place)!;
        MakeFolder(folder, isPublic);
        string temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            if (FileHash.OfCopy(clip.File, temporary) != clip.Sha256)
            {
                throw new IOException($"{clip.File} was changed since it was proved.");
            }

            SetRights(temporary, isPublic);
            File.Move(temporary, place);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Where another web server hands the clips out, it has to be able to read them.
    private static void MakeFolder(string folder, bool isPublic)
    {
        if (isPublic)
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            OwnerOnly.MakeFolder(folder);
        }
    }

    private static void SetRights(string file, bool isPublic)
    {
        if (!isPublic)
        {
            OwnerOnly.Narrow(file);
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }
}
