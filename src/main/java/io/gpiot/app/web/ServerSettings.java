package io.gpiot.app.web;

import io.gpiot.base.GpiotException;
import java.time.Duration;

/**
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param mostConnections at once; more wait to be accepted
 * @param idle after which a connection on which nothing moves is closed
 */
public record ServerSettings(String host, int port, int mostConnections, Duration idle) {

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw GpiotException.user("--port must be between 0 and 65535, was " + port);
        }
        if (mostConnections < 1) {
            throw GpiotException.user("connections must be at least 1, was " + mostConnections);
        }
    }

    public static ServerSettings of(String host, int port) {
        return new ServerSettings(host, port, 1_000, Duration.ofSeconds(60));
    }
}
