package io.gpiot.sandbox.seccomp;

import static io.gpiot.sandbox.seccomp.SystemCall.*;

import java.util.List;

/**
 * What a generated program may not ask of the kernel. A denied call fails with EPERM, so that a library that merely
 * tries goes on; calls of a foreign architecture kill the process, since their numbers mean something else.
 */
public final class SeccompFilter {

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    /** Makes a call look done that was not. */
    private static final int IGNORED = 0;

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_TYPE_MASK = 0xF;
    /** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. NEWTIME shares its bit with the
     * exit signal, but no signal has bit 7. */
    private static final int NEW_NAMESPACES = 0x7E020080;

    private static final int CLONE_THREAD = 0x10000;

    private static final int SET_ID_BITS = 06000;
    /** O_CREAT and the own bit of O_TMPFILE: only then is the mode argument read. */
    private static final int CREATES = 0x40 | 0x400000;

    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541C;
    private static final int X32_BIT = 0x40000000;

    /** Refused by EPERM whatever their arguments. */
    private static final List<SystemCall> REFUSED = List.of(
            UNSHARE,
            SETNS,
            KEYCTL,
            ADD_KEY,
            REQUEST_KEY,
            BPF,
            USERFAULTFD,
            PERF_EVENT_OPEN,
            PTRACE,
            PROCESS_VM_READV,
            PROCESS_VM_WRITEV,
            PIDFD_GETFD,
            PROCESS_MADVISE,
            KCMP,
            MOUNT,
            UMOUNT2,
            PIVOT_ROOT,
            CHROOT,
            FSOPEN,
            FSCONFIG,
            FSMOUNT,
            FSPICK,
            OPEN_TREE,
            OPEN_TREE_ATTR,
            MOVE_MOUNT,
            MOUNT_SETATTR,
            SWAPON,
            SWAPOFF,
            REBOOT,
            KEXEC_LOAD,
            KEXEC_FILE_LOAD,
            INIT_MODULE,
            FINIT_MODULE,
            DELETE_MODULE,
            IOPL,
            IOPERM,
            MODIFY_LDT,
            SETTIMEOFDAY,
            CLOCK_SETTIME,
            CLOCK_ADJTIME,
            ADJTIMEX,
            SETHOSTNAME,
            SETDOMAINNAME,
            ACCT,
            QUOTACTL,
            QUOTACTL_FD,
            SYSLOG,
            VHANGUP,
            LOOKUP_DCOOKIE,
            NAME_TO_HANDLE_AT,
            OPEN_BY_HANDLE_AT,
            FANOTIFY_INIT,
            MIGRATE_PAGES,
            MOVE_PAGES,
            VMSPLICE);

    /**
     * Not there: callers have another way. clone3 and openat2 keep their flags in memory, where BPF cannot look;
     * io_uring makes calls past the filter; memory of a memfd belongs to no process, so nobody would count it.
     */
    private static final List<SystemCall> ABSENT =
            List.of(CLONE3, OPENAT2, IO_URING_SETUP, IO_URING_ENTER, IO_URING_REGISTER, MEMFD_CREATE, MEMFD_SECRET);

    /** Refused where the host's network and processes are in reach. */
    private static final List<SystemCall> REFUSED_SHARED = List.of(
            SOCKET,
            CONNECT,
            BIND,
            LISTEN,
            ACCEPT,
            ACCEPT4,
            SETPRIORITY,
            IOPRIO_SET,
            SCHED_SETPARAM,
            SCHED_SETSCHEDULER,
            SCHED_SETATTR,
            INOTIFY_INIT,
            INOTIFY_INIT1,
            INOTIFY_ADD_WATCH,
            SHMGET,
            SHMAT,
            SHMCTL,
            SEMGET,
            SEMOP,
            SEMCTL,
            SEMTIMEDOP,
            MSGGET,
            MSGSND,
            MSGRCV,
            MSGCTL,
            MQ_OPEN,
            MQ_UNLINK);

    /** Landlock lets them through on every file that the user owns; copying tools call them and expect no error. */
    private static final List<SystemCall> IGNORED_SHARED = List.of(
            CHOWN,
            FCHOWN,
            LCHOWN,
            FCHOWNAT,
            SETXATTR,
            LSETXATTR,
            FSETXATTR,
            SETXATTRAT,
            REMOVEXATTR,
            LREMOVEXATTR,
            FREMOVEXATTR,
            REMOVEXATTRAT,
            UTIME,
            UTIMES,
            FUTIMESAT,
            UTIMENSAT,
            FILE_SETATTR);

    private final Architecture architecture;
    private final BpfAssembler code = new BpfAssembler();

    private SeccompFilter(Architecture architecture) {
        this.architecture = architecture;
    }

    /** The filter as {@code struct sock_filter[]}, as the kernel and bubblewrap's {@code --seccomp} read it. */
    public static byte[] assemble(Architecture architecture, Strictness strictness) {
        SeccompFilter filter = new SeccompFilter(architecture);
        filter.onlyThisArchitecture();
        REFUSED.forEach(call -> filter.always(call, EPERM));
        ABSENT.forEach(call -> filter.always(call, ENOSYS));
        filter.failIfBits(CLONE, 0, NEW_NAMESPACES);
        filter.failUnlessEqual(PERSONALITY, 0, -1);
        filter.failIfEqual(IOCTL, 1, TIOCSTI);
        filter.failIfEqual(IOCTL, 1, TIOCLINUX);
        filter.noSetIdBits();
        switch (strictness) {
            case NAMESPACED -> {
                filter.failUnlessEqual(SOCKET, 0, AF_UNIX);
                filter.failUnlessEqual(SOCKETPAIR, 0, AF_UNIX);
                filter.chmod(List.of());
            }
            case SHARED -> filter.shared();
            case SHARED_ONE_PROCESS -> {
                filter.always(FORK, EPERM);
                filter.always(VFORK, EPERM);
                filter.failUnlessBits(CLONE, 0, CLONE_THREAD);
                filter.shared();
            }
        }
        filter.code.allow();
        return filter.code.assemble();
    }

    private void shared() {
        REFUSED_SHARED.forEach(call -> always(call, EPERM));
        IGNORED_SHARED.forEach(call -> always(call, IGNORED));
        onlyConnectedPairs();
        failUnlessEqual(PRLIMIT64, 0, 0);
        failUnlessEqual(SCHED_SETAFFINITY, 0, 0);
        chmod(List.of(CHMOD, FCHMOD, FCHMODAT, FCHMODAT2));
    }

    private void onlyThisArchitecture() {
        code.loadArchitecture()
                .skipIfEqual(architecture.auditNumber(), 1)
                .kill()
                .loadNumber();
        if (architecture == Architecture.X86_64) {
            code.skipUnlessAtLeast(X32_BIT, 1).kill();
        }
    }

    private void noSetIdBits() {
        failIfBits(CREAT, 1, SET_ID_BITS);
        failIfBits(MKDIR, 1, SET_ID_BITS);
        failIfBits(MKDIRAT, 2, SET_ID_BITS);
        failIfBits(MKNOD, 1, SET_ID_BITS);
        failIfBits(MKNODAT, 2, SET_ID_BITS);
        failIfCreatesWithBits(OPEN, 1, 2);
        failIfCreatesWithBits(OPENAT, 2, 3);
    }

    private void chmod(List<SystemCall> ignored) {
        failIfBits(CHMOD, 1, SET_ID_BITS);
        failIfBits(FCHMOD, 1, SET_ID_BITS);
        failIfBits(FCHMODAT, 2, SET_ID_BITS);
        failIfBits(FCHMODAT2, 2, SET_ID_BITS);
        ignored.forEach(call -> always(call, IGNORED));
    }

    /** A pair of stream sockets is connected for good; a datagram pair could still send to any path. */
    private void onlyConnectedPairs() {
        failUnlessEqual(SOCKETPAIR, 0, AF_UNIX);
        whenCalled(
                SOCKETPAIR,
                4,
                () -> code.loadArgument(1)
                        .and(SOCK_TYPE_MASK)
                        .skipIfEqual(SOCK_STREAM, 1)
                        .fail(EPERM));
    }

    private void always(SystemCall call, int errno) {
        whenCalled(call, 1, () -> code.fail(errno));
    }

    private void failUnlessEqual(SystemCall call, int argument, int value) {
        whenCalled(
                call, 3, () -> code.loadArgument(argument).skipIfEqual(value, 1).fail(EPERM));
    }

    private void failIfEqual(SystemCall call, int argument, int value) {
        whenCalled(
                call,
                3,
                () -> code.loadArgument(argument).skipUnlessEqual(value, 1).fail(EPERM));
    }

    private void failIfBits(SystemCall call, int argument, int mask) {
        whenCalled(
                call,
                3,
                () -> code.loadArgument(argument).skipUnlessAnyBit(mask, 1).fail(EPERM));
    }

    private void failUnlessBits(SystemCall call, int argument, int mask) {
        whenCalled(
                call,
                4,
                () -> code.loadArgument(argument).and(mask).skipIfEqual(mask, 1).fail(EPERM));
    }

    private void failIfCreatesWithBits(SystemCall call, int flags, int mode) {
        whenCalled(
                call,
                5,
                () -> code.loadArgument(flags)
                        .skipUnlessAnyBit(CREATES, 3)
                        .loadArgument(mode)
                        .skipUnlessAnyBit(SET_ID_BITS, 1)
                        .fail(EPERM));
    }

    /**
     * Runs a body for one call. A body that loads an argument leaves it in the accumulator, so the number is loaded
     * again behind it.
     *
     * @param length instructions of the body
     */
    private void whenCalled(SystemCall call, int length, Runnable body) {
        int number = call.number(architecture);
        if (number < 0) {
            return;
        }
        boolean returnsAlways = length == 1;
        code.skipUnlessEqual(number, returnsAlways ? 1 : length + 1);
        int before = code.size();
        body.run();
        if (code.size() - before != length) {
            throw new IllegalStateException(call + ": body of " + (code.size() - before) + ", not " + length);
        }
        if (!returnsAlways) {
            code.loadNumber();
        }
    }
}
