using VideoGen.Contract;

namespace VideoGen.Server.Failures;

/// <summary>Problems of a request as HTTP carries it.</summary>
internal static class Failure
{
    public static Problem TooLarge(int most) => new(
        ProblemCodes.RequestTooLarge, "", $"The request has more than {most} bytes.", "Send pictures as image_url, or ask the operator to raise max_request_bytes.");

    public static Problem TooLargeToRead(long most) => new(
        ProblemCodes.RequestTooLarge, "", $"The request has more than {most} bytes, which is the most for who may read and not order.", "Send pictures as image_url, use a token with the scope 'spend', or ask the operator to raise server.max_reader_request_bytes.");

    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status405MethodNotAllowed => new("method_not_allowed", "", "The address does not take this method.", "Allow names the methods it takes; /openapi/v1.json describes every address."),
        StatusCodes.Status408RequestTimeout => new("request_slow", "", "The body of the request did not arrive in time.", "Send it faster."),
        StatusCodes.Status413PayloadTooLarge => new(ProblemCodes.RequestTooLarge, "", "The request is too large.", "Send pictures as image_url."),
        StatusCodes.Status404NotFound => new("address_unknown", "", "There is nothing at this address.", "/openapi/v1.json describes every address."),
        _ => new("request_malformed", "", "The request is no valid HTTP.", "Repair the client, or the proxy before this server."),
    };
}
