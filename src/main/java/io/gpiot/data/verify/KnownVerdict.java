package io.gpiot.data.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict on a row that ran, as files hold it.
 *
 * @param why it failed, or null where it passed
 */
record KnownVerdict(@Nullable String why, double seconds, List<String> notes) {

    RowVerdict verdict() {
        return why == null ? new RowVerdict.Passed(seconds, notes) : new RowVerdict.Failed(why);
    }
}
