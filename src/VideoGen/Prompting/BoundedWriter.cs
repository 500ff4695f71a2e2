using System.Globalization;
using System.Text;

namespace VideoGen.Prompting;

/// <summary>Collects text and refuses to collect more than it may.</summary>
internal sealed class BoundedWriter(int maxCharacters) : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Room(1);
        _text.Append(value);
    }

    public override void Write(string? value)
    {
        Room(value?.Length ?? 0);
        _text.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Room(count);
        _text.Append(buffer, index, count);
    }

    public override string ToString() => _text.ToString();

    private void Room(int characters)
    {
        if (_text.Length + characters > maxCharacters)
        {
            throw new TemplateException($"The template writes more than {maxCharacters} characters.");
        }
    }
}
