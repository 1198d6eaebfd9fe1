package io.gpiot.sandbox.seccomp;

import java.util.Locale;
import java.util.Optional;

/** The machine types whose system-call numbers we know. On any other one there is no filter, hence no sandbox. */
public enum Architecture {
    X86_64(0xC000003E),
    AARCH64(0xC00000B7);

    private final int auditNumber;

    Architecture(int auditNumber) {
        this.auditNumber = auditNumber;
    }

    /** What the kernel writes into {@code seccomp_data.arch}: ELF machine, 64 bit, little endian. */
    int auditNumber() {
        return auditNumber;
    }

    /** @param osArch as in the system property {@code os.arch} */
    public static Optional<Architecture> of(String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64", "arm64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }
}
