using VideoGen.Fal;
using VideoGen.Fal.Http;
using VideoGen.Frames;

namespace VideoGen.Host.Doctor;

/// <summary>Asks an address for any answer, without a key, and says in words why there was none.</summary>
internal sealed class Reach(FalOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _http = new(new ConnectFailures(FalHandler.Create(options)));

    /// <summary>The answer's code and the other side's clock, or the reason why there is none.</summary>
    public async Task<ReachResult> AskAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var question = new HttpRequestMessage(method, address);
        if (method == HttpMethod.Post)
        {
            question.Content = new ByteArrayContent([]);
        }

        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(question, either.Token);
            return new ReachResult((int)answer.StatusCode, answer.Headers.Date, "");
        }
        catch (HttpRequestException e)
        {
            return new ReachResult(0, null, NoConnection.Why(e));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ReachResult(0, null, $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _http.Dispose();
}
