package io.gpiot.data.crawl;

import java.net.URI;
import java.time.Duration;

/** What one request came to. */
sealed interface Fetched {

    /** @param contentType as the server says it, in lower case, or empty */
    record Body(String contentType, byte[] bytes) implements Fetched {}

    /** The server names another address. */
    record Moved(URI to) implements Fetched {}

    /** Asking again would not help. */
    record Refused(String why) implements Fetched {}

    /** @param pause that the server asks for, zero where it names none */
    record Later(String why, Duration pause) implements Fetched {}

    /** No connection to the host. */
    record Dead(String why) implements Fetched {}
}
