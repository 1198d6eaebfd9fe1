package io.gpiot.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one exception root. Its category decides the exit code of a command and the status of an HTTP answer; its message
 * names the offending value and the way out, in one line.
 */
public class GpiotException extends RuntimeException {

    /** Who has to act: the person who asked, the machine's owner, or us. */
    public enum Category {
        /** The input was wrong. */
        USER(2),
        /** Something that the machine lacks: memory, disk, Python, a sandbox, a model. */
        RESOURCES(3),
        /** A defect of ours. */
        INTERNAL(1);

        private final int exitCode;

        Category(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    /** What Linux says of a disk, a quota or a limit on file sizes that is used up. */
    private static final Pattern DISK_FULL = Pattern.compile("No space left|[Qq]uota exceeded|File too large");

    /** How the line of {@link #unwritten} ends where the disk takes no more. */
    public static final String MAKE_ROOM = "; make room and give the same command";

    private final Category category;

    public GpiotException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    public static GpiotException user(String message) {
        return new GpiotException(Category.USER, message, null);
    }

    public static GpiotException resources(String message) {
        return new GpiotException(Category.RESOURCES, message, null);
    }

    public static GpiotException resources(String message, Throwable cause) {
        return new GpiotException(Category.RESOURCES, message, cause);
    }

    public static GpiotException internal(String message, Throwable cause) {
        return new GpiotException(Category.INTERNAL, message, cause);
    }

    /** For a file that could not be written; where the disk takes no more, how to go on is said. */
    public static GpiotException unwritten(Path file, IOException cause) {
        String why = cause instanceof AccessDeniedException ? "permission denied" : String.valueOf(cause.getMessage());
        boolean full = DISK_FULL.matcher(why).find();
        return resources("cannot write " + file + ": " + why + (full ? MAKE_ROOM : ""), cause);
    }

    public Category category() {
        return category;
    }
}
