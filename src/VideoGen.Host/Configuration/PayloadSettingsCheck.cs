using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VideoGen.Contract;
using VideoGen.Payload.Media;
using VideoGen.Payload.Schema;
using VideoGen.Records;

namespace VideoGen.Host.Configuration;

/// <summary>Rules of the Payload settings that no single value shows. Pure but for reading one variable.</summary>
internal static class PayloadSettingsCheck
{
    private const string Code = "setting_invalid";
    private const string FieldName = "^[A-Za-z_][A-Za-z0-9_]*$";

    /// <summary>Every problem; empty when there is none, or when Payload is off.</summary>
    /// <param name="payload">The settings.</param>
    /// <param name="variable">Value of an environment variable, or null.</param>
    public static ImmutableArray<Problem> Check(PayloadSettings payload, Func<string, string?> variable) =>
        payload.Url is null ? [] : [.. Address("url", payload.Url), .. Address("public_url", payload.PublicUrl), .. Key(payload, variable), .. Collections(payload), .. Fields(payload), .. Values(payload)];

    private static IEnumerable<Problem> Address(string setting, string? url)
    {
        if (url is not null && new Uri(url) is not { Query: "", Fragment: "", UserInfo: "" })
        {
            yield return Wrong($"/{setting}", $"payload.{setting} is not a plain http(s) address.", "Give scheme and host only; the key belongs into the variable that payload.key_variable names.");
        }
    }

    private static IEnumerable<Problem> Key(PayloadSettings payload, Func<string, string?> variable)
    {
        if (string.IsNullOrWhiteSpace(variable(payload.KeyVariable)))
        {
            yield return new Problem(
                "credentials_missing", "/payload/key_variable", $"payload.url is set, but the variable {payload.KeyVariable} holds no API key.",
                $"Set {payload.KeyVariable} to the API key of the service account, name another variable in payload.key_variable, or remove payload.url.");
        }
        else if (variable(payload.KeyVariable)!.Trim().Any(c => c is <= ' ' or > '~'))
        {
            yield return new Problem(
                "credentials_missing", "/payload/key_variable", $"The value of {payload.KeyVariable} cannot be an API key.", "Copy the whole key, without spaces or quotes.");
        }
    }

    private static IEnumerable<Problem> Collections(PayloadSettings payload)
    {
        foreach ((string name, string slug) in payload.Collections)
        {
            if (!RecordCollections.Names.Contains(name))
            {
                yield return Wrong("/collections", $"payload.collections names '{name}', which is no collection of ours.", $"Use {string.Join(", ", RecordCollections.Names)} on the left.");
            }
            else if (!Matches(slug, SettingPatterns.Slug))
            {
                yield return Wrong("/collections", $"payload.collections gives {name} a slug that cannot be one.", "Use the slug of the collection in the CMS: letters, digits, '-' and '_'.");
            }
        }

        string[] slugs = [.. RecordCollections.Names.Select(name => payload.Collections.GetValueOrDefault(name, name))];
        if (slugs.GroupBy(s => s, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            yield return Wrong("/collections", $"Two collections would share the slug '{twice.Key}'.", "Give every collection a slug of its own.");
        }
    }

    private static IEnumerable<Problem> Fields(PayloadSettings payload)
    {
        foreach ((string name, string field) in payload.Fields)
        {
            string[] parts = name.Split('.', 2);
            string? ours = parts is [var collection, _] && RecordCollections.Names.Contains(collection) ? collection : null;
            if (ours is null || !ExpectedFields.Of(ours).Contains(parts[1]))
            {
                string known = ours is null ? "collection.field, as in media.project_id" : $"one of {string.Join(", ", ExpectedFields.Of(ours))}";
                yield return Wrong("/fields", $"payload.fields names '{name}', which is no field of ours.", $"Write {known} on the left.");
            }
            else if (!Matches(field, FieldName))
            {
                yield return Wrong("/fields", $"payload.fields gives {name} a name that no field can have.", "Use the name of the field in the CMS: letters, digits and '_'. Top-level fields only.");
            }
        }
    }

    private static IEnumerable<Problem> Values(PayloadSettings payload)
    {
        foreach (string field in payload.MediaValues.Keys.Where(f => !Matches(f, FieldName)))
        {
            yield return Wrong("/media_values", $"payload.media_values names '{field}', which no field can be called.", "Use the name of the field in the media collection.");
        }

        foreach (string unknown in payload.MediaValues.Values.SelectMany(v => MediaValues.Unknown(v)).Distinct(StringComparer.Ordinal))
        {
            yield return Wrong("/media_values", $"payload.media_values uses {{{unknown}}}, which is no placeholder.", $"Use {string.Join(", ", MediaValues.Placeholders.Select(p => $"{{{p}}}"))}.");
        }
    }

    private static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static Problem Wrong(string pointer, string message, string remedy) => new(Code, "/payload" + pointer, message, remedy);
}
