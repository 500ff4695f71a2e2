using System.Collections.Immutable;
using VideoGen.Contract;

namespace VideoGen.Catalog;

/// <summary>The rules a provider config must keep before it is used. Pure.</summary>
public static class ProviderConfigCheck
{
    /// <summary>Checks a config with all its presets; every problem is reported, with a pointer relative to <paramref name="pointer"/>.</summary>
    public static ImmutableArray<Problem> Check(ProviderConfig config, string pointer = "")
    {
        ArgumentNullException.ThrowIfNull(config);
        var findings = new PresetFindings(pointer);
        findings.Require(!string.IsNullOrWhiteSpace(config.Id), "/id", "The document has no id.", "Give it one.");
        findings.Require(!string.IsNullOrWhiteSpace(config.Provider), "/provider", "The provider has no name.", "Give its wire name, for example fal-ai.");
        CheckPresets(config, pointer, findings);
        CheckDefault(config, config.DefaultPairModel, 2, "/default_pair_model", findings);
        CheckDefault(config, config.DefaultSingleModel, 1, "/default_single_model", findings);
        if (config.DefaultTextModel is { } text)
        {
            CheckDefault(config, text, 0, "/default_text_model", findings);
        }

        CheckCredentials(config.CredentialsRef, "/credentials_ref", findings);
        CheckCredentials(config.TextCredentialsRef, "/text_credentials_ref", findings);
        findings.Require(
            config.WebhookUrl is null || IsBaseAddress(config.WebhookUrl), "/webhook_url", "The webhook address is not a plain http(s) address.",
            "Give the public base address without query, fragment or user, or leave it out to register no webhook.");
        findings.Require(config.MaxParallel is >= 1 and <= 3, "/max_parallel", "max_parallel must be 1 to 3.", "Use 1 for one segment after the other.");
        findings.Require(
            config.PollIntervalSeconds is >= 0.05m and <= 60, "/poll_interval_seconds", "poll_interval_seconds must be 0.05 to 60.", "Use 10.");
        findings.Require(config.ProjectCapUsd is null or >= 0, "/project_cap_usd", "A cap cannot be negative.", "Give US dollars, or leave it out for no limit.");
        findings.Require(config.DayCapUsd is null or >= 0, "/day_cap_usd", "A cap cannot be negative.", "Give US dollars, or leave it out for no limit.");
        return findings.ToImmutable();
    }

    private static void CheckPresets(ProviderConfig config, string pointer, PresetFindings findings)
    {
        var presets = Presets(config);
        findings.Require(!presets.IsEmpty, "/model_presets", "The provider has no models.", "Add at least one preset.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < presets.Length; i++)
        {
            findings.Require(presets[i] is not null, $"/model_presets/{i}", "The preset is null.", "Describe a model, or remove it.");
            if (presets[i] is null)
            {
                continue;
            }

            findings.Add(PresetCheck.Check(presets[i], $"{pointer}/model_presets/{i}"));
            findings.Require(
                seen.Add(presets[i].Model), $"/model_presets/{i}/model", $"The model '{presets[i].Model}' has two presets.", "Keep one of them.");
        }
    }

    private static void CheckDefault(ProviderConfig config, string model, int frames, string path, PresetFindings findings)
    {
        var preset = Presets(config).FirstOrDefault(p => p?.Model == model);
        findings.Require(preset is not null, path, $"There is no preset for '{model}'.", "Name one of model_presets.");
        findings.Require(
            preset is null || preset.Takes(frames), path, $"'{model}' does not make a segment of {frames} frame(s).",
            "Name a model that does.");
    }

    private static void CheckCredentials(string? name, string path, PresetFindings findings) =>
        findings.Require(
            name is null || (name.Length is > 0 and <= 200 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')),
            path, "The credentials reference is not the name of an environment variable.",
            "Give the variable's name; the key itself never belongs into a config.");

    private static bool IsBaseAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri is { Query: "", Fragment: "", UserInfo: "" };

    private static ImmutableArray<ModelPreset> Presets(ProviderConfig config) => config.ModelPresets.IsDefault ? [] : config.ModelPresets;
}
