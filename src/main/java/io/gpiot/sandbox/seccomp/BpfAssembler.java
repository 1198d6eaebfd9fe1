package io.gpiot.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Classic BPF over {@code struct seccomp_data}: int nr, int arch, long instruction pointer, long args[6]. Only forward
 * jumps over the next few instructions are needed, so there are no labels: a block is written with the number of
 * instructions that it skips.
 */
final class BpfAssembler {

    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    private static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int JUMP_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private static final int JUMP_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K

    static final int KILL_PROCESS = 0x80000000;
    static final int ALLOW = 0x7FFF0000;
    private static final int ERRNO = 0x00050000;

    private record Instruction(int code, int ifTrue, int ifFalse, int constant) {}

    private final List<Instruction> instructions = new ArrayList<>();

    BpfAssembler loadNumber() {
        return add(LOAD, 0, 0, 0);
    }

    BpfAssembler loadArchitecture() {
        return add(LOAD, 0, 0, 4);
    }

    /** Loads the low 32 bits of argument 0 to 5. */
    BpfAssembler loadArgument(int index) {
        return add(LOAD, 0, 0, 16 + 8 * index);
    }

    BpfAssembler and(int mask) {
        return add(AND, 0, 0, mask);
    }

    BpfAssembler skipIfEqual(int value, int skip) {
        return add(JUMP_EQUAL, skip, 0, value);
    }

    BpfAssembler skipUnlessEqual(int value, int skip) {
        return add(JUMP_EQUAL, 0, skip, value);
    }

    BpfAssembler skipUnlessAtLeast(int value, int skip) {
        return add(JUMP_AT_LEAST, 0, skip, value);
    }

    BpfAssembler skipUnlessAnyBit(int mask, int skip) {
        return add(JUMP_ANY_BIT, 0, skip, mask);
    }

    BpfAssembler allow() {
        return add(RETURN, 0, 0, ALLOW);
    }

    BpfAssembler kill() {
        return add(RETURN, 0, 0, KILL_PROCESS);
    }

    /** The call is not made and fails with this errno; 0 makes it look done. */
    BpfAssembler fail(int errno) {
        return add(RETURN, 0, 0, ERRNO | errno);
    }

    int size() {
        return instructions.size();
    }

    /** {@code struct sock_filter[]}: u16 code, u8 jt, u8 jf, u32 k, in the machine's byte order. */
    byte[] assemble() {
        ByteBuffer buffer = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.nativeOrder());
        for (Instruction instruction : instructions) {
            buffer.putShort((short) instruction.code())
                    .put((byte) instruction.ifTrue())
                    .put((byte) instruction.ifFalse())
                    .putInt(instruction.constant());
        }
        return buffer.array();
    }

    private BpfAssembler add(int code, int ifTrue, int ifFalse, int constant) {
        if (ifTrue > 255 || ifFalse > 255) {
            throw new IllegalArgumentException("a BPF jump skips at most 255 instructions");
        }
        instructions.add(new Instruction(code, ifTrue, ifFalse, constant));
        return this;
    }
}
