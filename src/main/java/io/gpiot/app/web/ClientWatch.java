package io.gpiot.app.web;

import io.gpiot.base.GpiotException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client went away while its answer is computed. The server reads nothing from a connection in that time, so it
 * would learn of it only when it writes. What becomes readable before the answer is the connection's end: a client that sends
 * its next request before the answer to a POST (which RFC 9112, 9.3.2 tells it not to) is taken for gone.
 */
public final class ClientWatch implements AutoCloseable {

    /** Also how long a closed connection may keep its descriptor: it is freed by the selector's next turn. */
    private static final long TURN_MILLISECONDS = 500;

    /** One request's watch. */
    public static final class Watched implements AutoCloseable {
        private final @Nullable SelectionKey key;
        private volatile boolean gone;
        private boolean suspected;

        private Watched(@Nullable SelectionKey key) {
            this.key = key;
        }

        public boolean gone() {
            return gone;
        }

        @Override
        public void close() {
            if (key != null) {
                rest(key, this);
            }
        }

        private static void rest(SelectionKey key, Watched self) {
            synchronized (key) {
                if (key.attachment() == self && key.isValid()) {
                    key.attach(null);
                    quiet(key);
                }
            }
        }
    }

    private final Selector selector;
    private final Thread thread;

    public ClientWatch() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw GpiotException.resources("cannot watch connections: " + e.getMessage(), e);
        }
        thread = Thread.ofPlatform().daemon().name("gpiot-client-watch").start(this::work);
    }

    /** Call it when the body is read. Where the connection is of another kind, nobody ever goes. */
    public Watched watch(HttpServletRequest request) {
        Object transport = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .getTransport();
        if (!(transport instanceof SocketChannel channel)) {
            return new Watched(null);
        }
        try {
            SelectionKey known = channel.keyFor(selector);
            SelectionKey key = known == null ? channel.register(selector, 0) : known;
            Watched watched = new Watched(key);
            synchronized (key) {
                key.attach(watched);
                key.interestOps(SelectionKey.OP_READ);
            }
            selector.wakeup();
            return watched;
        } catch (ClosedChannelException | CancelledKeyException e) {
            Watched watched = new Watched(null);
            watched.gone = true;
            return watched;
        }
    }

    private void work() {
        try {
            while (selector.isOpen()) {
                selector.select(TURN_MILLISECONDS);
                Set<SelectionKey> ready = selector.selectedKeys();
                ready.forEach(ClientWatch::look);
                ready.clear();
            }
        } catch (ClosedSelectorException e) {
            // closed: nobody is watched any more
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Believed the second time: the first may tell of what the request before it left. */
    private static void look(SelectionKey key) {
        synchronized (key) {
            if (key.attachment() instanceof Watched watched) {
                if (watched.suspected) {
                    watched.gone = true;
                    quiet(key);
                }
                watched.suspected = true;
            }
        }
    }

    private static void quiet(SelectionKey key) {
        try {
            key.interestOps(0);
        } catch (CancelledKeyException e) {
            // the connection is closed: that is quiet enough
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            thread.join();
        } catch (IOException e) {
            throw GpiotException.resources("cannot close the watch of connections: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
