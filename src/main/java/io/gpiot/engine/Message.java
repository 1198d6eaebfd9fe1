package io.gpiot.engine;

/** One turn of a chat. */
public record Message(Speaker speaker, String content) {

    /** Who speaks; {@link #roleName} is the word that chat templates use. */
    public enum Speaker {
        SYSTEM,
        USER,
        ASSISTANT;

        public String roleName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public static Message system(String content) {
        return new Message(Speaker.SYSTEM, content);
    }

    public static Message user(String content) {
        return new Message(Speaker.USER, content);
    }

    public static Message assistant(String content) {
        return new Message(Speaker.ASSISTANT, content);
    }
}
