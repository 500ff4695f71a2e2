using System.Security.Cryptography;
using System.Text;
using VideoGen.Catalog;

namespace VideoGen.Ledger.Sql;

/// <summary>Brings what the product ships into the ledger, once for every new set, and leaves alone what its owner changed.</summary>
internal static class CatalogSeed
{
    private const string PresentHash = "select hash from catalog_seed";

    private const string PutHash =
        "insert into catalog_seed (only_row, hash) values (1, $hash) on conflict (only_row) do update set hash = excluded.hash";

    /// <summary>Names a set of shipped documents.</summary>
    public static string Hash(CatalogSnapshot shipped)
    {
        var documents = shipped.Providers.Select(CatalogDocuments.Write).Concat(shipped.Templates.Select(CatalogDocuments.Write));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', documents))));
    }

    /// <summary>True when this set was brought in last.</summary>
    public static bool IsPresent(Session session, string hash) => session.Find(PresentHash, row => row.GetString(0)) == hash;

    /// <summary>Brings a set in.</summary>
    public static bool BringIn(Session session, CatalogSnapshot shipped, string hash)
    {
        if (IsPresent(session, hash))
        {
            return false;
        }

        foreach (var config in shipped.Providers)
        {
            BringIn(session, config);
        }

        var templates = CatalogRows.Templates(session);
        var owned = templates.Where(row => row.Shipped != row.Document).Select(row => row.Document.Model).ToHashSet(StringComparer.Ordinal);
        foreach (var template in shipped.Templates)
        {
            // The highest version of a model's templates wins: where the owner published one, a newer shipped one would push it aside.
            if (!owned.Contains(template.Model))
            {
                CatalogRows.Put(session, template, template);
            }
        }

        return session.Execute(PutHash, ("$hash", hash)) == 1;
    }

    private static void BringIn(Session session, ProviderConfig shipped)
    {
        switch (CatalogRows.Provider(session, shipped.Provider))
        {
            case null:
                CatalogRows.Put(session, shipped, shipped);
                break;
            case { Shipped: { } former } row when ShippedMerge.Merge(former, row.Document, shipped) is var merged:
                // A mixture that breaks a rule is not made; the owner's document stays whole, and the next set is measured anew.
                if (ProviderConfigCheck.Check(merged).IsEmpty)
                {
                    CatalogRows.Put(session, merged, shipped);
                }

                break;
        }
    }
}
