using System.Text.Json;
using Shouldly;
using VideoGen.Providers;
using Xunit;

namespace VideoGen.Testing.Providers;

/// <summary>
/// The promises of <see cref="IVideoProvider"/> as tests. A provider proves itself by a test class that derives from this one and says how
/// to open it and what to order.
/// </summary>
public abstract class ProviderContract : IAsyncLifetime
{
    /// <summary>Longest time a test may wait.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly List<IVideoProvider> _opened = [];

    /// <summary>
    /// Opens the provider over the outside world of this test; every call acts as another start of the process would. Providers that can
    /// be disposed are disposed at the end of the test.
    /// </summary>
    protected abstract ValueTask<IVideoProvider> OpenAsync();

    /// <summary>A small order that succeeds.</summary>
    protected abstract SegmentOrder Order(string jobId);

    /// <summary>Waits until a job that succeeds has ended at the provider. Sleeps on a signal, not on a clock.</summary>
    protected abstract Task UntilEndedAsync(string jobId);

    /// <inheritdoc/>
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual async Task DisposeAsync()
    {
        foreach (IAsyncDisposable provider in _opened.OfType<IAsyncDisposable>())
        {
            await provider.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_can_work_here_and_has_a_name()
    {
        IVideoProvider provider = await StartAsync();

        (await provider.CheckAsync(CancellationToken.None)).ShouldBeEmpty();
        provider.Name.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Preparing_can_be_repeated_and_gives_the_same_payload()
    {
        string first = await PayloadAsync(await StartAsync(), "job-1");
        string again = await PayloadAsync(await StartAsync(), "job-1");

        again.ShouldBe(first);
        JsonDocument.Parse(first).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task An_accepted_job_is_followed_to_its_clip()
    {
        IVideoProvider provider = await StartAsync();
        ProviderJob job = await SubmitAsync(provider, "job-1");
        job.RequestId.ShouldNotBeNullOrWhiteSpace();
        (await provider.GetStatusAsync(job, CancellationToken.None)).ShouldNotBeOfType<JobStatus.Gone>();

        await UntilEndedAsync("job-1");

        ProviderClip clip = (await provider.GetStatusAsync(job, CancellationToken.None)).ShouldBeOfType<JobStatus.Succeeded>().Clip;
        clip.Address.IsAbsoluteUri.ShouldBeTrue();
        clip.Address.Scheme.ShouldBeOneOf("https", "http", "file");
        (await provider.GetStatusAsync(job, CancellationToken.None)).ShouldBeOfType<JobStatus.Succeeded>().Clip.Address.ShouldBe(clip.Address);
    }

    [Fact]
    public async Task A_new_start_knows_the_job_from_its_handle_alone()
    {
        ProviderJob job = await SubmitAsync(await StartAsync(), "job-1");
        await UntilEndedAsync("job-1");

        IVideoProvider later = await StartAsync();

        (await later.GetStatusAsync(job, CancellationToken.None)).ShouldBeOfType<JobStatus.Succeeded>();
    }

    [Fact]
    public async Task A_submission_whose_answer_was_lost_is_found_or_cannot_be_told_but_is_never_called_absent()
    {
        IVideoProvider provider = await StartAsync();
        Submission submission = await SubmissionAsync(provider, "job-1");
        ProviderJob job = await SubmitAsync(provider, "job-1");

        FindResult found = await (await StartAsync()).FindAsync(submission, Samples.Start, CancellationToken.None);

        found.ShouldNotBeOfType<FindResult.Absent>();
        if (found is FindResult.Found known)
        {
            known.Job.RequestId.ShouldBe(job.RequestId);
        }

        await UntilEndedAsync("job-1");
    }

    [Fact]
    public async Task What_was_never_submitted_is_not_found_and_not_submitted_by_looking()
    {
        IVideoProvider provider = await StartAsync();
        Submission submission = await SubmissionAsync(provider, "job-1");

        (await provider.FindAsync(submission, Samples.Start, CancellationToken.None)).ShouldNotBeOfType<FindResult.Found>();
        (await provider.FindAsync(submission, Samples.Start, CancellationToken.None)).ShouldNotBeOfType<FindResult.Found>();
    }

    [Theory]
    [InlineData("never-was")]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("a b\u0000c")]
    public async Task A_job_it_does_not_know_is_gone_and_cannot_be_cancelled(string requestId)
    {
        IVideoProvider provider = await StartAsync();
        var job = new ProviderJob(requestId, Order("job-1").Preset.Model);

        (await provider.GetStatusAsync(job, CancellationToken.None)).ShouldBeOfType<JobStatus.Gone>();
        (await provider.CancelAsync(job, CancellationToken.None)).ShouldBe(provider.CanCancel ? CancelResult.NotFound : CancelResult.Unsupported);
    }

    [Fact]
    public async Task A_job_that_is_done_stays_done()
    {
        IVideoProvider provider = await StartAsync();
        ProviderJob job = await SubmitAsync(provider, "job-1");
        await UntilEndedAsync("job-1");

        (await provider.CancelAsync(job, CancellationToken.None)).ShouldBe(provider.CanCancel ? CancelResult.AlreadyCompleted : CancelResult.Unsupported);
        (await provider.GetStatusAsync(job, CancellationToken.None)).ShouldBeOfType<JobStatus.Succeeded>();
    }

    [Fact]
    public async Task A_cancelled_job_says_what_became_of_it_and_keeps_to_it()
    {
        IVideoProvider provider = await StartAsync();
        ProviderJob job = await SubmitAsync(provider, "job-1");

        CancelResult answer = await provider.CancelAsync(job, CancellationToken.None);

        JobStatus status = await provider.GetStatusAsync(job, CancellationToken.None);
        switch (answer)
        {
            case CancelResult.Removed:
                status.ShouldBeOfType<JobStatus.Cancelled>();
                break;
            case CancelResult.AlreadyCompleted:
                status.ShouldBeOfType<JobStatus.Succeeded>();
                break;
            case CancelResult.Unsupported:
                provider.CanCancel.ShouldBeFalse();
                status.ShouldNotBeOfType<JobStatus.Gone>();
                break;
            default:
                answer.ShouldBe(CancelResult.Requested);
                status.ShouldNotBeOfType<JobStatus.Gone>();
                break;
        }

        (await provider.CancelAsync(job, CancellationToken.None)).ShouldNotBe(CancelResult.NotFound);
    }

    [Theory]
    [InlineData("https://elsewhere.test/clip.mp4")]
    [InlineData("http://169.254.169.254/latest")]
    public async Task A_credential_is_never_shown_to_a_host_that_is_not_the_providers_own(string address)
    {
        IVideoProvider provider = await StartAsync();
        ProviderJob job = await SubmitAsync(provider, "job-1");
        using var clip = new HttpRequestMessage(HttpMethod.Get, address);

        provider.SignIn(clip, job);

        clip.Headers.ShouldBeEmpty();
        await UntilEndedAsync("job-1");
    }

    [Fact]
    public async Task Its_part_of_webhook_addresses_is_a_plain_word() =>
        (await StartAsync()).WebhookName.ShouldAllBe(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"request_id":7,"status":{}}""")]
    public async Task A_delivery_that_nobody_can_read_says_nothing(string body)
    {
        IVideoProvider provider = await StartAsync();

        provider.ReadDelivery(await SubmissionAsync(provider, "job-1"), body).ShouldBeNull();
    }

    /// <summary>Opens the provider and remembers to dispose it.</summary>
    protected async ValueTask<IVideoProvider> StartAsync()
    {
        IVideoProvider provider = await OpenAsync();
        _opened.Add(provider);
        return provider;
    }

    private async Task<string> PayloadAsync(IVideoProvider provider, string jobId) =>
        (await provider.PrepareAsync(Order(jobId), CancellationToken.None)).ShouldBeOfType<PrepareResult.Ready>().Payload;

    private async Task<Submission> SubmissionAsync(IVideoProvider provider, string jobId) =>
        new(jobId, Order(jobId).Preset.Model, await PayloadAsync(provider, jobId));

    private async Task<ProviderJob> SubmitAsync(IVideoProvider provider, string jobId) =>
        (await provider.SubmitAsync(await SubmissionAsync(provider, jobId), CancellationToken.None)).ShouldBeOfType<SubmitResult.Accepted>().Job;
}
