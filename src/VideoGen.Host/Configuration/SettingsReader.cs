using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Contract;
using VideoGen.OpenRouter;
using VideoGen.Runway;

namespace VideoGen.Host.Configuration;

/// <summary>
/// Reads <c>videogen.json</c>, lets <c>VIDEOGEN_…</c> variables override it, and reports every problem of both at once. The file is the
/// one given on the command line, else the one <c>VIDEOGEN_SETTINGS</c> names, else <c>./videogen.json</c>, else
/// <c>{home}/videogen.json</c>; having none is fine.
/// </summary>
public sealed class SettingsReader
{
    private readonly SettingsSources _sources;
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();
    private readonly JsonObject _effective = [];

    private SettingsReader(SettingsSources sources) => _sources = sources;

    /// <summary>Reads the settings.</summary>
    public static SettingsReading Read(SettingsSources sources) => new SettingsReader(sources).Read();

    private SettingsReading Read()
    {
        string? file = SettingsFile.Find(_sources, _problems);
        if (file is null && _problems.Count == 0 && !_sources.Environment.Keys.Any(IsSetting))
        {
            return new SettingsReading.Usable(new Settings { Home = _sources.DefaultHome() }, File: null); // the common start, and the quickest
        }

        // Defaults are written out: the serializer does not run the initializers of members that are missing.
        foreach (SettingEntry setting in SettingEntries.All)
        {
            Set(setting, setting.Default is { } value ? JsonSerializer.SerializeToNode(value, value.GetType(), DefaultValues.Default) : null);
        }

        if (file is not null && SettingsFile.Load(file, _problems) is { } document)
        {
            TakeMembers(document, "", file);
        }

        TakeVariables();
        if (_problems.Count > 0)
        {
            return new SettingsReading.Unusable(_problems.ToImmutable());
        }

        if (_effective["home"] is null)
        {
            _effective["home"] = _sources.DefaultHome();
        }

        Settings settings = _effective.Deserialize(SettingsJson.Default.Settings)!;
        ImmutableArray<Problem> together =
        [
            .. LedgerSettingsCheck.Check(settings.Ledger),
            .. ClusterSettingsCheck.Check(settings),
            .. FalSettingsCheck.Check(settings.Fal),
            .. OpenRouterOptionsCheck.Check(settings.Openrouter),
            .. RunwayOptionsCheck.Check(settings.Runway),
            .. PayloadSettingsCheck.Check(settings.Payload, _sources.Variable),
            .. ServerSettingsCheck.Check(settings),
            .. ProvidersSettings.CheckDefault(settings.Provider),
            .. settings.Lint.Check(),
            .. settings.Providers.Check(),
            .. settings.Finishing.Check(),
            .. settings.Provenance.Check(TimeProvider.System.GetUtcNow()),
        ];
        return together.IsEmpty ? new SettingsReading.Usable(settings, file) : new SettingsReading.Unusable(together);
    }

    private void TakeMembers(JsonObject document, string prefix, string file)
    {
        foreach ((string name, JsonNode? value) in document)
        {
            string path = prefix + name;
            string pointer = "/" + path.Replace('.', '/');
            if (SettingEntries.All.FirstOrDefault(s => s.Path == path) is { } setting)
            {
                if (value is not null)
                {
                    Take(setting, value, pointer, $"{setting.Path} in {file}", Path.GetDirectoryName(file)!);
                }
            }
            else if (SettingEntries.All.Any(s => s.Path.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                if (value is JsonObject inner)
                {
                    TakeMembers(inner, path + ".", file);
                }
                else if (value is not null)
                {
                    _problems.Add(new Problem("setting_invalid", pointer, $"{path} in {file} must be an object in braces.", $"Write \"{name}\": {{ … }}."));
                }
            }
            else if (!(prefix.Length == 0 && name == "$schema"))
            {
                AddUnknown(pointer, $"There is no setting {path} ({file}).", NearestWord.Of(path, SettingEntries.All.Select(s => s.Path)));
            }
        }
    }

    private void TakeVariables()
    {
        foreach ((string name, string text) in _sources.Environment.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            if (!IsSetting(name) || text.Length == 0)
            {
                continue;
            }

            if (SettingEntries.All.FirstOrDefault(s => s.Variable == name) is { } setting)
            {
                Take(setting, SettingValue.FromVariable(setting, text), "", $"The variable {name}", _sources.WorkingFolder);
            }
            else
            {
                AddUnknown("", $"There is no setting for the variable {name}.", NearestWord.Of(name, SettingEntries.All.Select(s => s.Variable)));
            }
        }
    }

    private static bool IsSetting(string name) =>
        name.StartsWith(SettingEntries.VariablePrefix, StringComparison.Ordinal) && name != SettingEntries.FileVariable;

    private void Take(SettingEntry setting, JsonNode value, string pointer, string origin, string relativeTo)
    {
        if (SettingValue.Check(setting, value) is { } fault)
        {
            _problems.Add(new Problem("setting_invalid", pointer, $"{origin} {fault}.", $"{setting.Description} Correct it, or leave it out."));
            return;
        }

        bool place = setting.IsPlace && !(setting.MayBeProgramName && !((string)value!).Contains('/'));
        Set(setting, place ? _sources.Place((string)value!, relativeTo) : value.DeepClone());
    }

    private void Set(SettingEntry setting, JsonNode? value)
    {
        JsonObject target = _effective;
        string[] steps = setting.Path.Split('.');
        foreach (string step in steps[..^1])
        {
            target = target[step] as JsonObject ?? (JsonObject)(target[step] = new JsonObject())!;
        }

        if (value is not null)
        {
            target[steps[^1]] = value;
        }
    }

    private void AddUnknown(string pointer, string message, string? nearest) => _problems.Add(new Problem(
        "setting_unknown", pointer, message,
        nearest is null ? "Remove it; docs/settings.md lists every setting." : $"Did you mean {nearest}? docs/settings.md lists every setting."));
}
