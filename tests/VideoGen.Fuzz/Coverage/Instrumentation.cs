using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace VideoGen.Fuzz.Coverage;

/// <summary>Writes a call of <see cref="Probes.Hit"/> to the beginning of every block of an assembly: coverage as fuzzers need it.</summary>
/// <param name="first">Number of the first block.</param>
internal sealed class Instrumentation(int first)
{
    /// <summary>Number of the next block.</summary>
    public int Next { get; private set; } = first;

    /// <summary>An instrumented copy of an assembly.</summary>
    /// <param name="path">File of the assembly.</param>
    /// <param name="only">Namespace to instrument; null for all.</param>
    public byte[] Of(string path, string? only)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = resolver });
        MethodReference probe = assembly.MainModule.ImportReference(typeof(Probes).GetMethod(nameof(Probes.Hit)));
        foreach (TypeDefinition type in assembly.MainModule.GetTypes().Where(t => only is null || t.FullName.StartsWith(only, StringComparison.Ordinal)))
        {
            foreach (MethodDefinition method in type.Methods.Where(m => m.HasBody))
            {
                Instrument(method.Body, probe);
            }
        }

        using var written = new MemoryStream();
        assembly.Write(written);
        return written.ToArray();
    }

    private void Instrument(MethodBody body, MethodReference probe)
    {
        body.SimplifyMacros();
        foreach (Instruction begin in Beginnings(body))
        {
            // The instruction itself becomes the probe, so that whatever jumps to it now jumps to the probe.
            Instruction moved = Instruction.Create(OpCodes.Nop);
            (moved.OpCode, moved.Operand) = (begin.OpCode, begin.Operand);
            (begin.OpCode, begin.Operand) = (OpCodes.Ldc_I4, Next++);
            Instruction call = Instruction.Create(OpCodes.Call, probe);
            ILProcessor writer = body.GetILProcessor();
            writer.InsertAfter(begin, call);
            writer.InsertAfter(call, moved);
        }

        body.OptimizeMacros();
    }

    private static HashSet<Instruction> Beginnings(MethodBody body)
    {
        var found = new HashSet<Instruction> { body.Instructions[0] };
        foreach (Instruction instruction in body.Instructions)
        {
            switch (instruction.Operand)
            {
                case Instruction target:
                    found.Add(target);
                    break;
                case Instruction[] targets:
                    found.UnionWith(targets);
                    break;
            }

            if (instruction.OpCode.FlowControl is FlowControl.Cond_Branch && instruction.Next is { } otherwise)
            {
                found.Add(otherwise);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            found.Add(handler.HandlerStart);
        }

        return found;
    }
}
