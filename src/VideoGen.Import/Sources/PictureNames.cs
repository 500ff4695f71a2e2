using System.Globalization;
using System.Text.RegularExpressions;

namespace VideoGen.Import.Sources;

/// <summary>Reads what the name of a picture says: <c>sc010_sh020.png</c>, <c>SCENE_1_SHOT_2.jpg</c>, <c>e03_s01_c03_mara-climbs.webp</c>.</summary>
internal static partial class PictureNames
{
    private static readonly string[] Kinds = [".png", ".jpg", ".jpeg", ".webp"];

    /// <summary>True for a file that can be a still.</summary>
    public static bool IsPicture(string path) => Kinds.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Scene, shot and what else the name says; null where it says no scene and shot.</summary>
    public static (int Scene, int Shot, string Words)? Read(string path)
    {
        if (Form().Match(Path.GetFileNameWithoutExtension(path)) is not { Success: true } match)
        {
            return null;
        }

        string rest = match.Groups["rest"].Value.Trim(' ', '.', '_', '-');
        return (Number(match.Groups["scene"]), Number(match.Groups["shot"]), Version().IsMatch(rest) ? "" : rest.Replace('_', ' '));
    }

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:.*[ ._-])?(?:scene|sc|s)[ ._-]?0*(?<scene>\d{1,6})[ ._-]*(?:shot|sh|panel|p|cut|c)[ ._-]?0*(?<shot>\d{1,6})(?:[ ._-](?<rest>.*))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^(?:v|ver|version|take|t)[ ._-]?\d{1,6}$|^(?:final|wip|draft)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Version();
}
