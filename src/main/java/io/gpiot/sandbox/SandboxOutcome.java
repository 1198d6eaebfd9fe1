package io.gpiot.sandbox;

import java.nio.file.Path;
import java.util.List;

/** How a run ended. Texts are what the program printed, as UTF-8, up to the limit; trust nothing in them. */
public sealed interface SandboxOutcome {

    /**
     * The program ended by itself.
     *
     * @param code its exit code; 128 and the signal's number where a signal ended it
     * @param files copies in the task's output folder, absolute and sorted
     */
    record Exited(int code, String stdout, String stderr, Usage usage, List<Path> files) implements SandboxOutcome {
        public Exited {
            files = List.copyOf(files);
        }

        Exited withFiles(List<Path> collected) {
            return new Exited(code, stdout, stderr, usage, collected);
        }
    }

    /** It took more wall or CPU time than allowed. */
    record TimedOut(String stdout, String stderr, Usage usage) implements SandboxOutcome {}

    /** Its processes held more memory than allowed. One single too big request raises MemoryError inside instead. */
    record OutOfMemory(long limitBytes, String stdout, String stderr, Usage usage) implements SandboxOutcome {}

    /**
     * It wrote, printed or started too much.
     *
     * @param what was too much, such as {@code "more than 1000 files"}
     */
    record TooMuchOutput(String what, String stdout, String stderr, Usage usage) implements SandboxOutcome {}

    /** Not the program's doing: interrupted, or the sandbox itself failed. */
    record Failed(String why) implements SandboxOutcome {}
}
