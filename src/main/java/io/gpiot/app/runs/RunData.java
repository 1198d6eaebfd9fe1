package io.gpiot.app.runs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Where a run's data come from; they are copied into its owner's workspace before it is queued. */
public sealed interface RunData {

    /** A file or folder of this machine: only for callers who may read it anyway. */
    record Local(Path place) implements RunData {}

    /** What came over a wire. */
    record Uploaded(List<Upload> files) implements RunData {
        public Uploaded {
            files = List.copyOf(files);
        }
    }

    /** @param name a relative path, such as {@code "day 1/walk.csv"} */
    record Upload(String name, Content content) {

        /**
         * Its place under a data folder.
         *
         * @throws io.gpiot.base.GpiotException USER where the name leads elsewhere or will not do
         */
        public Path safeName() {
            return DataName.checked(name);
        }
    }

    /** Opened once. */
    interface Content {
        InputStream open() throws IOException;
    }
}
