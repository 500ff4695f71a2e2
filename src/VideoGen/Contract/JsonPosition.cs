using System.Text.Json;

namespace VideoGen.Contract;

/// <summary>Where a walk through JSON tokens stands, as a pointer, and which members it has seen in each open object.</summary>
internal sealed class JsonPosition
{
    private readonly Stack<Level> _levels = new();

    /// <summary>Objects and lists that are open.</summary>
    public int Depth => _levels.Count;

    /// <summary>Pointer to the value the walk stands on.</summary>
    public string Pointer
    {
        get
        {
            string pointer = "";
            foreach (Level level in _levels.Reverse())
            {
                if (level.Names is null)
                {
                    pointer = JsonPointer.Item(pointer, level.Index);
                }
                else if (level.Name is { } name)
                {
                    pointer = JsonPointer.Member(pointer, name);
                }
            }

            return pointer;
        }
    }

    /// <summary>Moves to the next token. False when it is a member name that the object already has.</summary>
    /// <param name="token">The token.</param>
    /// <param name="text">The member name, for a member name.</param>
    public bool Step(JsonTokenType token, string? text)
    {
        switch (token)
        {
            case JsonTokenType.PropertyName:
                Level level = _levels.Peek();
                level.Name = text;
                return level.Names!.Add(text!);
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.Pop();
                return true;
        }

        if (_levels.TryPeek(out Level? parent) && parent.Names is null)
        {
            parent.Index++;
        }

        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _levels.Push(new Level { Names = token is JsonTokenType.StartObject ? new(StringComparer.Ordinal) : null });
        }

        return true;
    }

    private sealed class Level
    {
        public HashSet<string>? Names { get; init; }

        public string? Name { get; set; }

        public int Index { get; set; } = -1;
    }
}
