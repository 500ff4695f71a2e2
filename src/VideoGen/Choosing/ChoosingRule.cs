namespace VideoGen.Choosing;

/// <summary>How the provider and the models of a request are chosen that names neither.</summary>
public enum ChoosingRule
{
    /// <summary>The configured provider with its default models.</summary>
    Default,

    /// <summary>The cheapest models that fit the plan, of all providers that could render it.</summary>
    Cheapest,

    /// <summary>The first of a list that fits the plan.</summary>
    Preferred,
}
