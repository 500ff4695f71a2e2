using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoGen.Import.Shots;

/// <summary>Reads numbers of scenes and shots as people write them: 3, Scene 3, sc003; shots also B, 3B, 3.2, SC003_SH020.</summary>
internal static partial class ShotNumbers
{
    /// <summary>The number of a scene; null where it is none.</summary>
    public static int? Scene(string text) => SceneForm().Match(text) is { Success: true } m ? Number(m.Groups["n"]) : null;

    /// <summary>What the name of a shot says; null where it cannot be read.</summary>
    public static ShotPosition? Shot(string text)
    {
        if (ShotForm().Match(text) is { Success: true } plain)
        {
            return new(null, Number(plain.Groups["n"]), false);
        }

        if (BothForm().Match(text) is { Success: true } both)
        {
            return new(Number(both.Groups["scene"]), Number(both.Groups["shot"]), false);
        }

        return LetterForm().Match(text) is { Success: true } letter
            ? new(letter.Groups["scene"].Success ? Number(letter.Groups["scene"]) : null, char.ToUpperInvariant(letter.Groups["letter"].Value[0]) - 'A' + 1, true)
            : null;
    }

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:scene|sc|s)?[ ._#-]*0*(?<n>\d{1,6})\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex SceneForm();

    [GeneratedRegex(@"^(?:shot|sh|panel|p|frame|cut|c)?[ ._#-]*0*(?<n>\d{1,6})\.?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ShotForm();

    [GeneratedRegex(@"^(?:scene|sc|s)?[ ._#-]*0*(?<scene>\d{1,6})[ ._/-]+(?:shot|sh|panel|p|cut|c)?[ ._#-]*0*(?<shot>\d{1,6})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BothForm();

    [GeneratedRegex(@"^(?:(?:scene|sc|s)?[ ._#-]*0*(?<scene>\d{1,6})[ ._/-]?)?(?<letter>[a-z])$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LetterForm();
}
