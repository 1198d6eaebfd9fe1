package io.gpiot.base.download;

/** How one source fared. */
sealed interface FetchResult {

    /** The part file has as many bytes as were expected; whether they are the right ones is not known yet. */
    record Complete() implements FetchResult {}

    /** Nothing more can be had here now; what came stays in the part file for the next time. */
    record Unavailable(String reason) implements FetchResult {}
}
