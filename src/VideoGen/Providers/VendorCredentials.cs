using VideoGen.Contract;
using VideoGen.Providers.Http;

namespace VideoGen.Providers;

/// <summary>Reads the key of one vendor from the environment, by the name of its variable. Thread-safe.</summary>
/// <param name="vendor">Name of the vendor, for people.</param>
/// <param name="usual">Variable that serves where no reference is given.</param>
/// <param name="environment">Value of a variable, or null.</param>
public sealed class VendorCredentials(string vendor, string usual, Func<string, string?> environment)
{
    private const string MissingCode = "credentials_missing";

    /// <summary>True for the name of a variable that holds another secret: no reference may lead to it. Default none.</summary>
    public Func<string, bool> IsWithheld { get; init; } = _ => false;

    /// <summary>What the vendor's keys begin with, where people outside this machine write the references; empty for anything.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What is wrong with the key that a reference leads to; null when there is one. Holds no value of the environment.</summary>
    /// <param name="reference">Name of the variable; null for the usual one.</param>
    public Problem? Check(string? reference) => Read(reference, out Problem? problem) is null ? problem : null;

    /// <summary>Value of a variable that holds a secret of the vendor's webhooks; null where it is not set or withheld.</summary>
    internal string? Secret(string name) => IsWithheld(name) ? null : Value(name);

    internal ProviderKey? Read(string? reference, out Problem? problem)
    {
        string name = reference ?? usual;
        string? value = IsWithheld(name) ? null : Value(name);
        ProviderKey? key = value is not null && value.StartsWith(Prefix, StringComparison.Ordinal) ? ProviderKey.From(value) : null;
        problem = key is not null ? null
            : IsWithheld(name) ? new Problem(MissingCode, "", $"credentials_ref of the provider config names {name}, which is a variable of the agent's own and never sent to {vendor}.", $"Name a variable there that holds a key of {vendor}, such as {usual}.")
            : value is null ? new Problem(MissingCode, "", $"There is no key for {vendor}: {name} is not set.", $"Set {name} to a key of {vendor}, or render with another provider.")
            : new Problem(MissingCode, "", $"The value of {name} has not the form of a key of {vendor}, so it is not sent.", $"Set {name} to a key of {vendor}, without spaces or quotes.");
        return key;
    }

    private string? Value(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
}
