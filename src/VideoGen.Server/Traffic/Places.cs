namespace VideoGen.Server.Traffic;

/// <summary>A limited number of places, in all and for each who takes them. Thread-safe.</summary>
/// <param name="all">Places in all.</param>
/// <param name="each">Places of one.</param>
internal sealed class Places(int all, int each)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private int _sum;

    /// <summary>Takes a place. What was taken must be given back with <see cref="Leave"/>.</summary>
    public PlaceResult Take(string who)
    {
        lock (_gate)
        {
            int own = _taken.GetValueOrDefault(who);
            if (own >= each)
            {
                return PlaceResult.OwnFull;
            }

            if (_sum >= all)
            {
                return PlaceResult.AllFull;
            }

            _taken[who] = own + 1;
            _sum++;
            return PlaceResult.Taken;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(string who)
    {
        lock (_gate)
        {
            _sum--;
            if (--_taken[who] == 0)
            {
                _taken.Remove(who);
            }
        }
    }
}
