using System.Collections.Immutable;
using VideoGen.Catalog;
using VideoGen.Contract;

namespace VideoGen.Fal.Credentials;

/// <summary>Lets a credentials variable that holds a model id choose the default model. Pure but for reading the environment.</summary>
internal static class FalModelSelection
{
    /// <summary>Code of a selected model that cannot be used.</summary>
    public const string UnknownCode = "model_unknown";

    /// <summary>The config with the selected models as its defaults, and what keeps a selection from counting.</summary>
    public static (ProviderConfig Config, ImmutableArray<Problem> Problems) Apply(ProviderConfig config, FalCredentials credentials)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (Selected(config.CredentialsRef, credentials) is { } pictures)
        {
            var preset = config.Find(pictures);
            if (preset is null || (!preset.Takes(1) && !preset.Takes(2)))
            {
                problems.Add(Unknown(config.CredentialsRef!, pictures, "that takes pictures"));
            }
            else
            {
                config = config with
                {
                    DefaultPairModel = preset.Takes(2) ? pictures : config.DefaultPairModel,
                    DefaultSingleModel = preset.Takes(1) ? pictures : config.DefaultSingleModel,
                };
            }
        }

        if (config.TextCredentialsRef != config.CredentialsRef && Selected(config.TextCredentialsRef, credentials) is { } text)
        {
            if (config.Find(text)?.Takes(0) == true)
            {
                config = config with { DefaultTextModel = text };
            }
            else
            {
                problems.Add(Unknown(config.TextCredentialsRef!, text, "that works from words alone"));
            }
        }

        return (config, problems.ToImmutable());
    }

    private static string? Selected(string? reference, FalCredentials credentials) => reference is null ? null : credentials.Read(reference) switch
    {
        FalCredential.Found found => found.Model,
        FalCredential.Missing missing => missing.Model,
        _ => null,
    };

    private static Problem Unknown(string reference, string model, string kind) => new(
        UnknownCode, "", $"{reference} selects '{model}', but there is no preset of that name {kind}.",
        $"Set {reference} to a key, or to the id of a model in model_presets.");
}
