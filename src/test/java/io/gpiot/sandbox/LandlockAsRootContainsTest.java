package io.gpiot.sandbox;

/** With a Python behind a closed home folder: the program stays root, without capabilities and processes. */
class LandlockAsRootContainsTest extends HostileProgramContract {
    @Override
    Sandbox sandbox() {
        return TestMachine.landlock(python(), folder);
    }

    @Override
    PythonInterpreter python() {
        return TestMachine.closedPython();
    }

    @Override
    boolean allowsProcesses() {
        return false;
    }

    /** Only the supervisor counts them for root; between two looks the stacks' 8 MiB each fill the address space. */
    @Override
    int mostThreads() {
        return (int) (LIMITS.ofOneProcess().get("AS") >> 23);
    }
}
