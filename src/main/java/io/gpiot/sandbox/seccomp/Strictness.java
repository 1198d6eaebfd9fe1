package io.gpiot.sandbox.seccomp;

/** How much the filter must hold by itself. */
public enum Strictness {
    /** Namespaces hide the host's files, processes and network; the filter closes what they leave open. */
    NAMESPACED,
    /**
     * No namespaces, only Landlock, which knows neither datagrams, nor sockets that have a path, nor chmod, chown,
     * utime, System V memory, nor the limits and priorities of other processes of the same user.
     */
    SHARED,
    /**
     * The same for a program that stays uid 0, where the kernel's limit on processes does not hold: threads, but no
     * other processes.
     */
    SHARED_ONE_PROCESS
}
