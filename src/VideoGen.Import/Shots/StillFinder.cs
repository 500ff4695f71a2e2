using System.Collections.Immutable;
using VideoGen.Contract;
using VideoGen.Import.Sources;

namespace VideoGen.Import.Shots;

/// <summary>Finds the still of a shot: the file or address that the source names, else the picture of its folder that is named like the shot.</summary>
internal sealed class StillFinder
{
    private readonly string _folder;
    private readonly bool _byName;
    private readonly Findings _findings;
    private readonly ImmutableArray<string> _pictures;

    /// <summary>A finder.</summary>
    /// <param name="folder">Absolute folder of the stills.</param>
    /// <param name="byName">True looks for stills that the source does not name.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public StillFinder(string folder, bool byName, Findings findings)
    {
        (_folder, _byName, _findings) = (folder, byName, findings);
        try
        {
            _pictures = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(PictureNames.IsPicture).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _pictures = [];
            findings.Problem(ImportCodes.SourceUnreadable, "", $"{folder} cannot be read: {e.Message}", "Give this user the right to read it.");
        }
    }

    /// <summary>The still; null for none.</summary>
    public string? Find(SourceValue? named, int scene, int shot, string frameId) =>
        named is not null ? Named(named) : _byName ? ByName(scene, shot, frameId) : null;

    private string? Named(SourceValue named)
    {
        if (Uri.TryCreate(named.Text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" or "data")
        {
            return named.Text;
        }

        if (LocalPath.Read(named.Text, _folder) is not LocalPath.Found { Path: var path })
        {
            var unusable = (LocalPath.Unusable)LocalPath.Read(named.Text, _folder);
            _findings.Problem(ImportCodes.StillUnclear, named.Place, $"'{named.Text}' is {unusable.Reason}.", unusable.Remedy);
            return null;
        }

        if (File.Exists(path))
        {
            return path;
        }

        string[] alike = [.. _pictures.Where(p => Path.GetFileNameWithoutExtension(p) == Path.GetFileName(path))];
        if (alike is [var one] && Path.GetDirectoryName(one) == Path.GetDirectoryName(path))
        {
            _findings.Note("Stills that are named without their kind (.png) are found by the rest of the name.");
            return one;
        }

        _findings.Problem(ImportCodes.StillUnclear, named.Place, $"There is no still {path}.", "Correct the name, or give the folder of the stills with --images.");
        return null;
    }

    private string? ByName(int scene, int shot, string frameId)
    {
        string[] alike =
        [
            .. _pictures.Where(p => string.Equals(Path.GetFileNameWithoutExtension(p), frameId, StringComparison.OrdinalIgnoreCase)
                || (PictureNames.Read(p) is (var itsScene, var itsShot, _) && (itsScene, itsShot) == (scene, shot))),
        ];
        if (alike.Length > 1)
        {
            _findings.Problem(
                ImportCodes.StillUnclear, frameId, $"Several pictures are named like shot {shot} of scene {scene}: {string.Join(", ", alike.Select(Path.GetFileName))}.", "Keep one of them in the folder.");
        }

        return alike is [var only] ? only : null;
    }
}
