package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;

/** There is no run, or no file of a run, of that name; another owner's are none. */
public final class NoSuchRun extends GpiotException {

    private static final long serialVersionUID = 1;

    NoSuchRun(String what) {
        super(Category.USER, what, null);
    }

    static NoSuchRun run(String id) {
        return new NoSuchRun("there is no run '" + DataName.shortened(id) + "'; list your runs to see their ids");
    }

    static NoSuchRun file(String name) {
        return new NoSuchRun(
                "the run has no file '" + DataName.shortened(name) + "'; list its files to see their names");
    }
}
