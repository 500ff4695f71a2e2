using Microsoft.AspNetCore.DataProtection;
using VideoGen.Files;

namespace VideoGen.Server.Access;

/// <summary>
/// The keys of cookies and forms of all nodes of a cluster: <c>keys</c> in the home folder that they share, for its owner alone. One node after the
/// other looks for a key as it starts and makes one where there is none, so that all begin with the same. Who could read them could make no session:
/// those are known by ids that are written nowhere.
/// </summary>
/// <param name="home">The home folder.</param>
/// <param name="protection">What uses them.</param>
/// <param name="time">Clock.</param>
internal sealed class SharedKeys(string home, IDataProtectionProvider protection, TimeProvider time) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The folder of the keys.</summary>
    public static DirectoryInfo FolderOf(string home) => new(Path.Combine(home, "keys"));

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string folder = FolderOf(home).FullName;
        OwnerOnly.MakeFolder(folder);
        OwnerOnly.Narrow(folder);
        using FileStream alone = await LockAsync(Path.Combine(folder, ".lock"), cancellationToken);
        _ = protection.CreateProtector("start").Protect([0]); // finds the key, or makes it
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<FileStream> LockAsync(string file, CancellationToken cancellationToken)
    {
        long begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                return OwnerOnly.Open(file, FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(begun) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
