package io.gpiot.data.verify;

import io.gpiot.synthesis.execute.ProgramRunner;
import java.io.Serializable;

/** Where a machine gets what runs Python from; it is sent there, and asked for each batch. */
@FunctionalInterface
public interface RunnerSource extends Serializable {

    ProgramRunner open();
}
