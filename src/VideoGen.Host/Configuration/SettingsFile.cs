using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.Files;

namespace VideoGen.Host.Configuration;

/// <summary>Finds and opens the settings file.</summary>
internal static class SettingsFile
{
    /// <summary>Name of the file where it is not given.</summary>
    private const string Name = "videogen.json";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file to read, absolute; null where there is none. A file that was asked for and is not there is a problem.</summary>
    public static string? Find(SettingsSources sources, ImmutableArray<Problem>.Builder problems)
    {
        (string? asked, string by) = sources.File is { } given
            ? (given, "--settings")
            : (sources.Variable(SettingEntries.FileVariable), $"the variable {SettingEntries.FileVariable}");
        if (asked is not null)
        {
            string path = sources.Place(asked, sources.WorkingFolder);
            if (File.Exists(path))
            {
                return path;
            }

            problems.Add(new Problem(
                "settings_unreadable", "", $"There is no file {path}, which {by} names.", "Create it, or give the path of one that exists."));
            return null;
        }

        string home = sources.Variable("VIDEOGEN_HOME") is { } folder ? sources.Place(folder, sources.WorkingFolder) : sources.DefaultHome();
        string[] places = [Path.Combine(sources.WorkingFolder, Name), Path.Combine(home, Name)];
        return places.FirstOrDefault(File.Exists);
    }

    /// <summary>The document in a file; null, with a problem, when it is not a JSON object. Comments and trailing commas are fine.</summary>
    public static JsonObject? Load(string path, ImmutableArray<Problem>.Builder problems)
    {
        string text = "";
        try
        {
            RegularFile.Check(path, mayBePiped: true);
            text = Strict.GetString(JsonText.WithoutByteOrderMark(File.ReadAllBytes(path)).Span);
            if (!ReferenceEquals(BrokenCharacters.Repair(text), text))
            {
                throw new DecoderFallbackException();
            }

            if (JsonNode.Parse(text, documentOptions: Lenient) is JsonObject document)
            {
                return document;
            }

            problems.Add(new Problem("settings_unreadable", "", $"{path} does not hold a JSON object.", "Write { … } around the settings."));
        }
        catch (JsonException) when (RepeatedMember.Find(text) is { } member)
        {
            problems.Add(new Problem(
                ProblemCodes.MemberRepeated, "/" + member.Replace('.', '/'), $"{member} stands twice in {path}.", "Write it once; which of the two is meant cannot be known."));
        }
        catch (JsonException broken)
        {
            // The parser's own sentence may quote the text it stumbled over, so only the place is named.
            problems.Add(new Problem(
                "settings_unreadable", "", $"{path} is not valid JSON at line {broken.LineNumber + 1}, position {broken.BytePositionInLine + 1}.", "Correct it there."));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new Problem("settings_unreadable", "", $"{path} holds bytes that are not UTF-8, or half of a surrogate pair.", "Save it as UTF-8."));
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem("settings_unreadable", "", $"{path} cannot be read: {denied.Message}", "Give this user the right to read it."));
        }

        return null;
    }
}
