using VideoGen.Contract;

namespace VideoGen.Fal.Credentials;

/// <summary>
/// Reads keys from the environment. The value of the named variable is the key, <c>id:secret</c>; a value with the shape of a model id
/// (<c>owner/app[/path]</c>) selects that model instead, and the key comes from <c>FAL_KEY</c>, or from <c>FAL_KEY_ID</c> and
/// <c>FAL_KEY_SECRET</c>. These also serve when the named variable is not set at all. Thread-safe.
/// </summary>
/// <param name="environment">Value of a variable, or null.</param>
public sealed class FalCredentials(Func<string, string?> environment)
{
    /// <summary>Code of a key that is not there or cannot be one.</summary>
    public const string MissingCode = "credentials_missing";

    private const string References = "credentials_ref or text_credentials_ref of the provider config";
    private const string Shared = "FAL_KEY";
    private const string SharedId = "FAL_KEY_ID";
    private const string SharedSecret = "FAL_KEY_SECRET";

    /// <summary>True for the name of a variable that holds another secret: no reference may lead to it. Default none.</summary>
    public Func<string, bool> IsWithheld { get; init; } = _ => false;

    /// <summary>
    /// True where people outside this machine write the references: then a value that has neither the form of fal's keys nor that of a model
    /// id counts as another secret. Default false.
    /// </summary>
    public bool OnlyUsualForm { get; init; }

    /// <summary>Why a reference is not followed; null when it is, whether the variable is set or not. Holds no value of the environment.</summary>
    /// <param name="reference">Name of the variable; null for <c>FAL_KEY</c>.</param>
    public Problem? Refusal(string? reference) =>
        reference is null ? null
        : IsWithheld(reference) ? new Problem(
            MissingCode, "", $"{References} names {reference}, which is a variable of the agent's own and never sent to fal.",
            "Name a variable there that holds a key of fal, such as FAL_IMAGE_TO_VIDEO.")
        : OnlyUsualForm && Value(reference) is { } value && !FalModelId.HasShape(value) && FalKey.From(value) is { HasUsualForm: false } ? new Problem(
            MissingCode, "", $"{References} names {reference}, whose value has not the form of a key of fal, so it is not sent.",
            $"Set {reference} to a key of the form id:secret from fal.ai/dashboard/keys, or name another variable there.")
        : null;

    /// <summary>The key that a reference leads to.</summary>
    /// <param name="reference">Name of the variable; null for <c>FAL_KEY</c>.</param>
    public FalCredential Read(string? reference)
    {
        if (Refusal(reference) is { } refusal)
        {
            return new FalCredential.Missing(refusal, null);
        }

        var name = reference ?? Shared;
        var value = Value(name);
        var model = value is not null && FalModelId.HasShape(value) ? value : null;
        if (value is not null && model is null)
        {
            return FalKey.From(value) is { } key
                ? new FalCredential.Found(key, null)
                : new FalCredential.Missing(Unusable(name), null);
        }

        var shared = Value(Shared) ?? Joined();
        return shared is null ? new FalCredential.Missing(Absent(name, model), model)
            : FalKey.From(shared) is { } sharedKey && !FalModelId.HasShape(shared) ? new FalCredential.Found(sharedKey, model)
            : new FalCredential.Missing(Unusable(Shared), model);
    }

    private static Problem Absent(string name, string? model) => new(
        MissingCode, "",
        model is null ? $"There is no key for fal: {name} is not set." : $"{name} selects a model, and there is no key: {Shared} is not set.",
        model is null && name != Shared ? $"Set {name} (or {Shared}) to a key of the form id:secret from fal.ai/dashboard/keys." : $"Set {Shared} to a key of the form id:secret from fal.ai/dashboard/keys.");

    private static Problem Unusable(string name) => new(
        MissingCode, "", $"The value of {name} is not a key.", $"Set {name} to a key of the form id:secret, without spaces or quotes.");

    private string? Joined() => Value(SharedId) is { } id && Value(SharedSecret) is { } secret ? $"{id}:{secret}" : null;

    private string? Value(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
}
