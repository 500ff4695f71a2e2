using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VideoGen.Synthesis;

/// <summary>The seed that is sent where a model takes one: the same for a job however often it is prepared, another for every take. Pure.</summary>
internal static class SentSeed
{
    /// <summary>0 to 2³¹ − 1, which every model takes.</summary>
    public static long Of(string jobId) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(jobId))) & int.MaxValue;
}
