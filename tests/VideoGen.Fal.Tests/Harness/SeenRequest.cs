using System.Text;

namespace VideoGen.Fal.Tests.Harness;

internal sealed record SeenRequest(HttpMethod Method, Uri Address, Dictionary<string, string> Headers, byte[] Body, string? ContentType)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
