using VideoGen.Cluster.Tests.Rig;

namespace VideoGen.Cluster.Bench;

/// <summary>What the operating system counted for a node.</summary>
internal static class NodeFigures
{
    /// <summary>Processor time so far, seconds; 0 for one that has ended.</summary>
    public static double Cpu(this Node node) => Processes.Cpu(node.ProcessId);

    /// <summary>Processor time of the programs that it started and that have ended, seconds.</summary>
    public static double CpuOfPrograms(this Node node) => Processes.CpuOfEnded(node.ProcessId);

    /// <summary>Resident memory, MiB.</summary>
    public static double ResidentMib(this Node node) => Processes.ResidentMib(node.ProcessId);
}
