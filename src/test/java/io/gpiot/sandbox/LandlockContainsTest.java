package io.gpiot.sandbox;

/** With a Python that is open to all: root drops to a user of its own. */
class LandlockContainsTest extends HostileProgramContract {
    @Override
    Sandbox sandbox() {
        return TestMachine.landlock(python(), folder);
    }

    @Override
    PythonInterpreter python() {
        return TestMachine.openPython();
    }
}
