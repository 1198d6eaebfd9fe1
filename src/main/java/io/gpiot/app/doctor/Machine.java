package io.gpiot.app.doctor;

import io.gpiot.base.model.MachineMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hardware and what runs us.
 *
 * @param java the running Java's feature release
 * @param javaHome where it lies
 * @param cpu the processor's name
 * @param features of the CPU, as the kernel names them
 */
public record Machine(
        String system,
        String architecture,
        int java,
        String javaHome,
        String cpu,
        int cores,
        Set<String> features,
        MachineMemory memory) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Machine {
        features = Set.copyOf(features);
    }

    public static Machine read() {
        List<String> info = cpuInfo();
        return new Machine(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version().feature(),
                System.getProperty("java.home"),
                value(info, "model name"),
                Runtime.getRuntime().availableProcessors(),
                features(info),
                MachineMemory.read());
    }

    /** @param cpuInfo lines such as {@code flags : fpu avx2 amx_bf16}; on ARM the name is {@code Features} */
    static Set<String> features(List<String> cpuInfo) {
        String line = value(cpuInfo, "flags") + " " + value(cpuInfo, "Features");
        return new TreeSet<>(Arrays.asList(line.strip().split("\\s+")));
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name) && line.contains(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> cpuInfo() {
        try {
            return Files.isReadable(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of();
        } catch (IOException e) {
            return List.of(); // another system: no features are known
        }
    }
}
