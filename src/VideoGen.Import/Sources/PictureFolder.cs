using System.Collections.Immutable;
using VideoGen.Import.Shots;

namespace VideoGen.Import.Sources;

/// <summary>
/// Makes shots of a folder of pictures that are named by scene and shot. What a shot shows stands in a text of the same name beside it
/// (<c>sc010_sh020.txt</c>), behind the shot in the name, or is the same for all (<see cref="ImportOptions.Description"/>).
/// </summary>
internal static class PictureFolder
{
    /// <summary>The shots.</summary>
    public static ImmutableArray<SourceShot> Read(string folder, ImportOptions options, Findings findings)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f)[0] != '.').Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Problem(ImportCodes.SourceUnreadable, "", $"{folder} cannot be read: {e.Message}", "Give this user the right to read it.");
            return [];
        }

        string[] pictures = [.. files.Where(PictureNames.IsPicture)];
        if (pictures.Length == 0)
        {
            findings.Problem(ImportCodes.SourceEmpty, "", $"There is no PNG, JPEG or WebP picture in {folder}.", "Give the folder that holds the pictures themselves.");
        }

        string[] texts = [.. pictures.Select(TextOf)];
        foreach (string unused in files.Except(pictures).Except(texts))
        {
            findings.Note($"{Path.GetFileName(unused)} is not read.");
        }

        return [.. pictures.Select(p => Shot(p, options, findings)).OfType<SourceShot>()];
    }

    private static SourceShot? Shot(string picture, ImportOptions options, Findings findings)
    {
        string name = Path.GetFileName(picture);
        if (PictureNames.Read(picture) is not (var scene, var shot, var words))
        {
            findings.Problem(ImportCodes.NameUnread, name, $"The name {name} says no scene and shot.", "Name it like sc010_sh020.png, or take it out of the folder.");
            return null;
        }

        string? description = File.Exists(TextOf(picture)) ? SourceText.Read(TextOf(picture), findings)?.Trim() : null;
        if (description is not { Length: > 0 } && words.Length > 0)
        {
            findings.Note("What a shot shows is taken from the name of its picture where there is no text beside it.");
            description = words;
        }
        else if (description is not { Length: > 0 } && options.Description is { Length: > 0 } all)
        {
            findings.Note($"Stills without a text of their own show '{all}'.");
            description = all;
        }

        if (description is not { Length: > 0 })
        {
            findings.Problem(
                ImportCodes.CellEmpty, name, $"Nothing says what {name} shows.",
                $"Write it into {Path.GetFileName(TextOf(picture))} beside it or into its name ({Path.GetFileNameWithoutExtension(name)}_what_happens{Path.GetExtension(name)}), or give --description for all.");
            return null;
        }

        var values = new Dictionary<ShotField, SourceValue>
        {
            [ShotField.SceneNumber] = new($"{scene}", name),
            [ShotField.ShotOrder] = new($"{shot}", name),
            [ShotField.Description] = new(description, name),
            [ShotField.ImageUrl] = new(name, name),
        };
        return new(name, values.ToImmutableDictionary());
    }

    private static string TextOf(string picture) => Path.ChangeExtension(picture, ".txt");
}
