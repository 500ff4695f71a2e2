using VideoGen.Providers;

namespace VideoGen.Host.Doctor;

/// <summary>Whether a provider takes the key of this machine, where it has a call for that which costs nothing.</summary>
internal static class KeyDiagnostic
{
    public static async Task<IEnumerable<Finding>> RunAsync(IVideoProvider provider, bool chosen, CancellationToken cancellationToken)
    {
        FindingState bad = chosen ? FindingState.Broken : FindingState.Warning;
        string name = $"{provider.Name} key";
        return await provider.AskKeyAsync(cancellationToken) switch
        {
            KeyAnswer.Accepted accepted => [new Finding(name, FindingState.Good, accepted.Left is { } left ? $"is accepted; {left}." : "is accepted.")],
            KeyAnswer.Refused => [new Finding(name, bad, "is refused by the provider.", "Make a new key there and set it; nothing can be rendered with this one.")],
            KeyAnswer.Unreachable lost => [new Finding(name, FindingState.Warning, $"could not be asked about: {lost.Message}", "Check the network, its proxy and firewall, or the address in the settings.")],
            _ => [],
        };
    }
}
