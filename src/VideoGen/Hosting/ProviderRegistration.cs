namespace VideoGen.Hosting;

/// <summary>A provider that was added.</summary>
/// <param name="Name">Its wire name.</param>
/// <param name="CanBeDefault">False while it lacks something, such as a key.</param>
internal sealed record ProviderRegistration(string Name, Func<IServiceProvider, bool> CanBeDefault);
