package io.gpiot.sandbox.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the assembled filter on a small interpreter of classic BPF, so that both architectures are tested anywhere. */
class SeccompFilterTest {

    private static final int ALLOW = 0x7FFF0000;
    private static final int KILL = 0x80000000;
    private static final int REFUSED = 0x00050001;
    private static final int ABSENT = 0x00050026;
    private static final int IGNORED = 0x00050000;
    /** Called by every program and by nobody's filter: getppid. */
    private static final int HARMLESS_X86 = 110;

    private static final int HARMLESS_ARM = 173;

    private static int verdict(byte[] filter, int architecture, int number, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        data.putInt(number).putInt(architecture).putLong(0);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        ByteBuffer code = ByteBuffer.wrap(filter).order(ByteOrder.nativeOrder());
        int accumulator = 0;
        for (int at = 0; ; at++) {
            int operation = code.getShort(8 * at);
            int ifTrue = code.get(8 * at + 2) & 0xFF;
            int ifFalse = code.get(8 * at + 3) & 0xFF;
            int constant = code.getInt(8 * at + 4);
            switch (operation) {
                case 0x20 -> accumulator = data.getInt(constant);
                case 0x54 -> accumulator &= constant;
                case 0x15 -> at += accumulator == constant ? ifTrue : ifFalse;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, constant) >= 0 ? ifTrue : ifFalse;
                case 0x45 -> at += (accumulator & constant) != 0 ? ifTrue : ifFalse;
                case 0x06 -> {
                    return constant;
                }
                default -> throw new AssertionError("operation " + operation);
            }
        }
    }

    private static int verdict(Architecture architecture, Strictness strictness, SystemCall call, long... arguments) {
        return verdict(
                SeccompFilter.assemble(architecture, strictness),
                architecture.auditNumber(),
                call.number(architecture),
                arguments);
    }

    @ParameterizedTest
    @EnumSource
    void otherCallsPassAndOtherArchitecturesDie(Architecture architecture) {
        byte[] filter = SeccompFilter.assemble(architecture, Strictness.NAMESPACED);
        int harmless = architecture == Architecture.X86_64 ? HARMLESS_X86 : HARMLESS_ARM;
        assertEquals(ALLOW, verdict(filter, architecture.auditNumber(), harmless));
        assertEquals(KILL, verdict(filter, 0x40000003, harmless), "32-bit x86");
        if (architecture == Architecture.X86_64) {
            assertEquals(KILL, verdict(filter, architecture.auditNumber(), 0x40000000 | harmless), "x32");
        }
        assertTrue(filter.length / 8 < 4096, "the kernel takes no longer ones");
    }

    @ParameterizedTest
    @EnumSource
    void onlyUnixSocketsAndInTheSharedProfileOnlyPairsOfStreams(Architecture architecture) {
        assertEquals(ALLOW, verdict(architecture, Strictness.NAMESPACED, SystemCall.SOCKET, 1, 1));
        for (int family : new int[] {0, 2, 10, 16, 17, 38, 40}) {
            assertEquals(REFUSED, verdict(architecture, Strictness.NAMESPACED, SystemCall.SOCKET, family, 1));
            assertEquals(REFUSED, verdict(architecture, Strictness.NAMESPACED, SystemCall.SOCKETPAIR, family, 1));
        }
        assertEquals(REFUSED, verdict(architecture, Strictness.SHARED, SystemCall.SOCKET, 1, 1));
        assertEquals(ALLOW, verdict(architecture, Strictness.SHARED, SystemCall.SOCKETPAIR, 1, 1 | 0x80000));
        assertEquals(REFUSED, verdict(architecture, Strictness.SHARED, SystemCall.SOCKETPAIR, 1, 2));
    }

    @ParameterizedTest
    @EnumSource
    void newNamespacesAreRefusedHoweverTheyAreAskedFor(Architecture architecture) {
        int fork = 0x01200011;
        for (Strictness strictness : new Strictness[] {Strictness.NAMESPACED, Strictness.SHARED}) {
            assertEquals(ALLOW, verdict(architecture, strictness, SystemCall.CLONE, fork));
            for (int flag = 0x02000000; flag != 0x80000000; flag <<= 1) {
                assertEquals(REFUSED, verdict(architecture, strictness, SystemCall.CLONE, fork | flag));
            }
            assertEquals(REFUSED, verdict(architecture, strictness, SystemCall.CLONE, fork | 0x00020000));
            assertEquals(ABSENT, verdict(architecture, strictness, SystemCall.CLONE3));
            assertEquals(REFUSED, verdict(architecture, strictness, SystemCall.UNSHARE, 0x10000000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneProcessMayStartThreadsOnly(Architecture architecture) {
        int thread = 0x003D0F00;
        int fork = 0x01200011;
        assertEquals(ALLOW, verdict(architecture, Strictness.SHARED_ONE_PROCESS, SystemCall.CLONE, thread));
        assertEquals(REFUSED, verdict(architecture, Strictness.SHARED_ONE_PROCESS, SystemCall.CLONE, fork));
    }

    @ParameterizedTest
    @EnumSource
    void setIdBitsAreRefusedAndOtherModesPass(Architecture architecture) {
        Strictness strictness = Strictness.NAMESPACED;
        assertEquals(ALLOW, verdict(architecture, strictness, SystemCall.FCHMODAT, -100, 0, 0755));
        assertEquals(REFUSED, verdict(architecture, strictness, SystemCall.FCHMODAT, -100, 0, 04755));
        assertEquals(REFUSED, verdict(architecture, strictness, SystemCall.FCHMOD, 3, 02755));
        assertEquals(REFUSED, verdict(architecture, strictness, SystemCall.OPENAT, -100, 0, 0x41, 04755));
        assertEquals(ALLOW, verdict(architecture, strictness, SystemCall.OPENAT, -100, 0, 0x41, 0644));
        assertEquals(ALLOW, verdict(architecture, strictness, SystemCall.OPENAT, -100, 0, 0, 04755), "no file is made");
        assertEquals(IGNORED, verdict(architecture, Strictness.SHARED, SystemCall.FCHMODAT, -100, 0, 0755));
        assertEquals(REFUSED, verdict(architecture, Strictness.SHARED, SystemCall.FCHMODAT, -100, 0, 04755));
    }

    @ParameterizedTest
    @EnumSource
    void callsThatNoProgramNeedsAreRefused(Architecture architecture) {
        for (Strictness strictness : Strictness.values()) {
            for (SystemCall call : new SystemCall[] {
                SystemCall.PTRACE,
                SystemCall.KEYCTL,
                SystemCall.BPF,
                SystemCall.USERFAULTFD,
                SystemCall.MOUNT,
                SystemCall.SETNS,
                SystemCall.PERF_EVENT_OPEN,
                SystemCall.OPEN_BY_HANDLE_AT
            }) {
                assertEquals(REFUSED, verdict(architecture, strictness, call), call.toString());
            }
            for (SystemCall call : new SystemCall[] {SystemCall.IO_URING_SETUP, SystemCall.MEMFD_CREATE}) {
                assertEquals(ABSENT, verdict(architecture, strictness, call), call.toString());
            }
        }
    }
}
