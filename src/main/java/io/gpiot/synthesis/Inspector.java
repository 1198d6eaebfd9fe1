package io.gpiot.synthesis;

import java.nio.file.Path;
import java.util.List;

/** Looks at the user's data: which values a run starts with. */
@FunctionalInterface
public interface Inspector {

    /**
     * @param data a folder or a file
     * @return at least one value, names unique, in the order of their importance
     * @throws io.gpiot.base.GpiotException USER where there is nothing that can be read
     */
    List<Value> inspect(Path data);
}
