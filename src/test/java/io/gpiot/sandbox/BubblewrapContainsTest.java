package io.gpiot.sandbox;

/** As root on our machines: then what is shown lies behind a closed home folder. */
class BubblewrapContainsTest extends HostileProgramContract {
    @Override
    Sandbox sandbox() {
        return TestMachine.bubblewrap();
    }

    @Override
    PythonInterpreter python() {
        return TestMachine.python();
    }
}
