namespace VideoGen.Ledger.Sqlite;

/// <summary>The lock by opening a file that refuses to be shared, for systems without flock(2). Waits by asking again.</summary>
internal sealed class SharingLock(string path) : WriterLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly ManualResetEventSlim _never = new();
    private FileStream? _file;

    public override bool TryEnter()
    {
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    public override void Enter()
    {
        while (!TryEnter())
        {
            _never.Wait(Pause);
        }
    }

    public override void Exit()
    {
        _file?.Dispose();
        _file = null;
    }

    public override void Dispose()
    {
        Exit();
        _never.Dispose();
    }
}
