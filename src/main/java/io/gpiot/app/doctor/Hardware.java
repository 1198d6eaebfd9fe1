package io.gpiot.app.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges Java, platform, processor and memory. */
final class Hardware {

    private static final int OLDEST_JAVA = 21;
    private static final long SMALLEST_MEMORY = 3_000_000_000L;

    /** The kernel's name of a feature, and what it is good for; the first line of a kind is the fastest. */
    private static final Map<String, String> FAST = new LinkedHashMap<>();

    static {
        FAST.put("amx_bf16", "AMX bf16");
        FAST.put("avx512_bf16", "AVX-512 bf16");
        FAST.put("avx512_vnni", "AVX-512 VNNI");
        FAST.put("avx_vnni", "AVX VNNI");
        FAST.put("avx512f", "AVX-512");
        FAST.put("avx2", "AVX2");
        FAST.put("bf16", "NEON bf16");
        FAST.put("asimd", "NEON");
    }

    private Hardware() {}

    static List<Finding> findings(Machine machine) {
        return List.of(java(machine), platform(machine), processor(machine), memory(machine));
    }

    static Finding java(Machine machine) {
        String detail = "Java " + machine.java() + " at " + machine.javaHome();
        return machine.java() >= OLDEST_JAVA
                ? Finding.ok("Java", detail)
                : Finding.missing("Java", detail, "install a JDK of release " + OLDEST_JAVA + " or newer");
    }

    /** The build carries libtorch for one platform. */
    static Finding platform(Machine machine) {
        String detail = machine.system() + " " + machine.architecture();
        boolean known =
                machine.system().equals("Linux") && machine.architecture().equals("amd64");
        return known
                ? Finding.ok("Platform", detail)
                : Finding.missing("Platform", detail, "this build's engine runs on Linux x86_64 only");
    }

    static Finding processor(Machine machine) {
        List<String> fast = FAST.entrySet().stream()
                .filter(entry -> machine.features().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        String detail = (machine.cpu().isEmpty() ? machine.architecture() : machine.cpu()) + ", "
                + counted(machine.cores(), "core") + ", "
                + (fast.isEmpty() ? "no known vector features" : String.join(", ", fast));
        return machine.features().contains("amx_bf16")
                ? Finding.ok("Processor", detail)
                : Finding.note("Processor", detail, "works, but slower than with AMX (Intel Xeon of 2023 or newer)");
    }

    static Finding memory(Machine machine) {
        String detail = gigabytes(machine.memory().total()) + ", "
                + gigabytes(machine.memory().available()) + " of it available now";
        return machine.memory().total() >= SMALLEST_MEMORY
                ? Finding.ok("Memory", detail)
                : Finding.missing("Memory", detail, "needs a machine with " + gigabytes(SMALLEST_MEMORY) + " or more");
    }

    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
