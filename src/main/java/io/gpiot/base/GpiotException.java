package io.gpiot.base;

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

    public Category category() {
        return category;
    }
}
