/**
 * The seccomp filter: which system calls a generated program may not make, as classic BPF that the kernel reads. It
 * knows nothing of processes, folders or limits; whoever starts a program hands the bytes over.
 */
@NullMarked
package io.gpiot.sandbox.seccomp;

import org.jspecify.annotations.NullMarked;
