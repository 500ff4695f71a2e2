using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoGen.Frames;

namespace VideoGen.Payload.Http;

/// <summary>
/// Sends calls to one CMS, with the key, a limited number at once, and reads the answers. Repeats what may be repeated. Thread-safe.
/// </summary>
internal sealed class PayloadHttp : IDisposable
{
    // What stands twice is noticed at once, not where it is first asked for.

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly PayloadOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _invoker;
    private readonly SemaphoreSlim _slots;
    private readonly string _root;

    public PayloadHttp(PayloadOptions options, TimeProvider time, HttpMessageHandler handler)
    {
        (_options, _time) = (options, time);
        _invoker = new HttpMessageInvoker(new ConnectFailures(handler));
        _slots = new SemaphoreSlim(options.MaxParallel);
        string prefix = options.ApiPrefix.Trim('/');
        _root = options.BaseUrl.AbsoluteUri.TrimEnd('/') + (prefix.Length == 0 ? "" : "/" + prefix);
    }

    private string Host => _options.BaseUrl.Authority;

    /// <summary>Sends a call and reads the JSON of its success.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends it; a write that was sent may have happened.</param>
    /// <exception cref="PayloadException">It did not succeed.</exception>
    public async Task<JsonObject> SendAsync(PayloadCall call, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        bool keyChecked = false;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await InSlotAsync(call, cancellationToken);
            }
            catch (PayloadException error) when (error.Kind is PayloadErrorKind.Unavailable && call.MayRepeat && attempt < _options.Attempts)
            {
                await Task.Delay(pause, _time, cancellationToken);
                pause *= 2;
            }
            catch (PayloadException error) when (error.Kind is PayloadErrorKind.Forbidden && !keyChecked)
            {
                // Payload answers 403 to a right key too when its database is short of connections.
                keyChecked = true;
                await CheckKeyAsync(cancellationToken);
                if (call.IsUpload)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>The account behind the key.</summary>
    /// <exception cref="PayloadException">There is none, or no answer.</exception>
    public async Task<JsonObject> CheckKeyAsync(CancellationToken cancellationToken)
    {
        JsonObject answer = await InSlotAsync(new PayloadCall(HttpMethod.Get, $"{_options.AuthCollection}/me?depth=0", "GET the account of the key"), cancellationToken);
        return answer["user"] as JsonObject ?? throw new PayloadException(
            PayloadErrorKind.KeyRefused,
            (int)HttpStatusCode.Forbidden,
            $"{Host} does not know the API key. Check the key, that API keys are enabled for its account in the collection {_options.AuthCollection}, "
            + "and that PAYLOAD_SECRET was not changed since the key was made.",
            []);
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _slots.Dispose();
    }

    private async Task<JsonObject> InSlotAsync(PayloadCall call, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await ExchangeAsync(call, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<JsonObject> ExchangeAsync(PayloadCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, $"{_root}/{call.Address}") { Content = call.Content?.Invoke() };
        request.Headers.Authorization = new AuthenticationHeaderValue(_options.AuthCollection, _options.Key.Header);
        request.Headers.Accept.ParseAdd("application/json");
        TimeSpan limit = TimeSpan.FromSeconds(call.IsUpload ? _options.UploadTimeoutSeconds : _options.TimeoutSeconds);
        using var deadline = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await _invoker.SendAsync(request, both.Token);
            await response.Content.LoadIntoBufferAsync(PayloadJson.MaxBytes, both.Token);
            string body = _options.Key.Redact(await response.Content.ReadAsStringAsync(both.Token));
            if (!response.IsSuccessStatusCode)
            {
                throw PayloadErrors.Read(response.StatusCode, body, call.What, Host);
            }

            return PayloadJson.Read(body) ?? throw NotPayload(call);
        }
        catch (JsonException)
        {
            throw NotPayload(call);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw NoAnswer(call, _options.Key.Redact(error is HttpRequestException http ? NoConnection.Why(http) : error.Message));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(call, deadline.IsCancellationRequested ? $"no answer within {limit.TotalSeconds:0} s." : $"no connection within {_options.ConnectTimeoutSeconds} s.");
        }
    }

    private PayloadException NoAnswer(PayloadCall call, string reason) =>
        new(PayloadErrorKind.Unavailable, null, $"{Host} did not answer {call.What}: {reason}", ImmutableArray<PayloadFieldError>.Empty);

    private PayloadException NotPayload(PayloadCall call) =>
        new(PayloadErrorKind.NoSuchCollection, null, $"{Host} answered {call.What} with something that is not Payload's JSON. Check the address and the REST prefix.", []);
}
