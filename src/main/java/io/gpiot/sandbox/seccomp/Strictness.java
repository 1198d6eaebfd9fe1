package io.gpiot.sandbox.seccomp;

/** How much the filter must hold by itself. */
public enum Strictness {
    /** Namespaces hide the host's files, processes and network; the filter closes what they leave open. */
    NAMESPACED,
    /**
     * No namespaces, only Landlock, which knows neither datagrams, nor sockets that have a path, nor chmod, chown,
     * utime, System V memory, nor the limits and priorities of other processes of the same user.
     */
    SHARED
}
