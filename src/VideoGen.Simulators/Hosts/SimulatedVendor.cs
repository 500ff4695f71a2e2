using System.Security.Cryptography;
using VideoGen.FalSimulation.Behaviours;
using VideoGen.FalSimulation.Clips;
using VideoGen.FalSimulation.Queue;
using VideoGen.FalSimulation.Storage;
using VideoGen.FalSimulation.Time;
using VideoGen.FalSimulation.Truth;
using VideoGen.Simulators.Jobs;
using VideoGen.Simulators.Truth;

namespace VideoGen.Simulators.Hosts;

/// <summary>What the simulators of all vendors have in common, put together.</summary>
internal sealed class SimulatedVendor : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ClipCache _clips;
    private readonly string _folder;
    private readonly IdSource _ids;
    private long _sequence;

    /// <param name="options">How it behaves.</param>
    /// <param name="known">The behaviours that this vendor plays.</param>
    /// <param name="played">The end that a behaviour gives a job; <see langword="null"/> where it gives none.</param>
    public SimulatedVendor(SimulatorOptions options, IReadOnlyDictionary<string, string> known, Func<VendorJob, VendorEnd?> played)
    {
        // What can be wrong with the options is read before anything is created.
        Choice = new BehaviourChoice(options.Script, known);
        Options = options;
        Known = known;
        _folder = Directory.CreateTempSubdirectory("videogen-simulator-").FullName;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        Media = new MediaStore(_folder);
        Files = new FileAnswer(options.Time);
        Truth = new VendorTruth(options.Time, options.KeptEvents);
        Timeline = new Timeline(options.Time, defect => Truth.Add(TruthKind.Defect, null, defect.ToString()));
        _ids = new IdSource(options.IdSeed);
        _clips = new ClipCache(options.Renderer ?? new FfmpegClipRenderer(), options.ClipFolder ?? Path.Combine(_folder, "clips"), options.PreparedClips);
        var work = new VendorWork(new VendorPictures(options, Http, Media), _clips, Media, Truth, played);
        Queue = new VendorQueue(options, Timeline, Truth, work, job => Ended?.Invoke(job), _closing.Token);
    }

    public SimulatorOptions Options { get; }

    public IReadOnlyDictionary<string, string> Known { get; }

    public BehaviourChoice Choice { get; }

    public HttpClient Http { get; }

    public MediaStore Media { get; }

    public FileAnswer Files { get; }

    public VendorTruth Truth { get; }

    public Timeline Timeline { get; }

    public VendorQueue Queue { get; }

    /// <summary>Called with every job that has ended.</summary>
    public Action<VendorJob>? Ended { get; set; }

    public CancellationToken Closing => _closing.Token;

    /// <summary>Money of the account that is neither spent nor asked for by jobs that go on, USD.</summary>
    public decimal CreditLeft => Options.CreditUsd - Truth.BilledUsd - Truth.All.Where(static job => !job.HasEnded).Sum(static job => job.Order.Usd);

    public static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>An id in the form of a UUID.</summary>
    public string NextId() => _ids.Next();

    public VendorJob Create(string id, VendorOrder order, BehaviourSet behaviours, string origin)
    {
        var job = new VendorJob
        {
            Id = id,
            Order = order,
            Behaviours = behaviours,
            Origin = origin,
            SentAt = Options.Time.GetUtcNow(),
            Sequence = Interlocked.Increment(ref _sequence),
        };
        Truth.Created(job);
        Queue.Admit(job);
        return job;
    }

    /// <summary>Ends all waiting, so that the host can stop.</summary>
    public async Task CloseAsync()
    {
        Timeline.Dispose();
        await _closing.CancelAsync();
        await Timeline.SettleAsync();
    }

    public void Dispose()
    {
        _closing.Cancel();
        Timeline.Dispose();
        _clips.Dispose();
        Http.Dispose();
        _closing.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
