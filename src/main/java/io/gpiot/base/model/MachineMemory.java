package io.gpiot.base.model;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine's memory in bytes, all of it and what programs can have now. */
public record MachineMemory(long total, long available) {

    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** As the kernel states it, within the limit of the container that we may run in. */
    public static MachineMemory read() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        MachineMemory limit = new MachineMemory(system.getTotalMemorySize(), system.getFreeMemorySize());
        if (!Files.isReadable(MEMINFO)) {
            return limit;
        }
        try {
            MachineMemory stated = parse(Files.readAllLines(MEMINFO));
            long total = Math.min(stated.total(), limit.total());
            return new MachineMemory(total, Math.min(stated.available(), total));
        } catch (IOException e) {
            return limit;
        }
    }

    /** @param meminfo lines such as {@code MemTotal:  24560000 kB} */
    static MachineMemory parse(List<String> meminfo) {
        return new MachineMemory(kilobytes(meminfo, "MemTotal:"), kilobytes(meminfo, "MemAvailable:"));
    }

    private static long kilobytes(List<String> meminfo, String name) {
        return meminfo.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
