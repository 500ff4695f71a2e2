using VideoGen.Listing;

namespace VideoGen.Server.Board;

/// <summary>Reads what a list is about from the address of a page. What cannot be meant is left out: the form shows what counted.</summary>
internal static class ListQueryReader
{
    private const int Longest = 200;

    /// <summary>The query.</summary>
    public static ListQuery Read(IQueryCollection query) => new()
    {
        ProjectId = Word(query, ListPage.Project),
        EpisodeId = Word(query, ListPage.Episode),
        Text = Word(query, ListPage.Text),
        Before = Word(query, ListPage.Before),
        State = Word(query, ListPage.State) is { } state ? Enum.GetValues<RequestState>().Cast<RequestState?>().FirstOrDefault(s => Words.Wire(s!.Value) == state) : null,
    };

    private static string? Word(IQueryCollection query, string name) =>
        query[name] is [{ Length: > 0 and <= Longest } only] && only.Trim() is { Length: > 0 } word ? word : null;
}
