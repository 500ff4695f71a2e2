using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace VideoGen.Server.Access;

/// <summary>Keys of cookies and antiforgery tokens, in the memory of this process: they end with it, as the sessions do. Thread-safe.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _keys = new();

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys.Select(key => new XElement(key))];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => _keys.Enqueue(new XElement(element));

    /// <summary>Leaves a key as it is: whoever reads the memory of this process has the tokens as well.</summary>
    internal sealed class Plain : IXmlEncryptor
    {
        /// <inheritdoc/>
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(new XElement("key", plaintextElement), typeof(Reader));
    }

    /// <summary>Reads it back.</summary>
    internal sealed class Reader : IXmlDecryptor
    {
        /// <inheritdoc/>
        public XElement Decrypt(XElement encryptedElement)
        {
            ArgumentNullException.ThrowIfNull(encryptedElement);
            return new XElement(encryptedElement.Elements().Single());
        }
    }
}
