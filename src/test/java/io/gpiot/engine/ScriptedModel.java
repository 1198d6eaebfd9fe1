package io.gpiot.engine;

import io.gpiot.base.GpiotException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * A model for tests: says what a script says, or, where the script has nothing, random bytes that the request's
 * constraint allows. The same request always gets the same answer. Its tokens are bytes, four of them counted as one.
 */
public final class ScriptedModel implements LanguageModel {

    private static final int END = 256;

    /** Bytes as tokens, and one end token. */
    public static final Vocabulary BYTES = new Vocabulary() {
        @Override
        public int size() {
            return END + 1;
        }

        @Override
        public byte[] bytes(int token) {
            return token == END ? new byte[0] : new byte[] {(byte) token};
        }

        @Override
        public boolean endsAnswer(int token) {
            return token == END;
        }
    };

    private final Function<Request, Optional<String>> script;
    private final int contextLength;
    private final List<Request> asked = new ArrayList<>();
    private int batches;

    public ScriptedModel(Function<Request, Optional<String>> script, int contextLength) {
        this.script = script;
        this.contextLength = contextLength;
    }

    public ScriptedModel(Function<Request, Optional<String>> script) {
        this(script, 32_768);
    }

    /** Writes whatever the constraints allow. */
    public static ScriptedModel babbling() {
        return new ScriptedModel(request -> Optional.empty());
    }

    /** Gives the same answer to everything. */
    public static ScriptedModel saying(String answer) {
        return new ScriptedModel(request -> Optional.of(answer));
    }

    /** All requests so far, in order. */
    public List<Request> asked() {
        return asked;
    }

    /** How often {@link #generate} was called. */
    public int batches() {
        return batches;
    }

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public String hash() {
        return "0".repeat(64);
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public int countTokens(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> message.content().length() / 4 + 4)
                .sum();
    }

    @Override
    public synchronized List<Answer> generate(List<Request> requests, AnswerListener listener) {
        batches++;
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            int prompt = countTokens(request.messages());
            if (prompt >= contextLength) {
                throw GpiotException.user("the prompt has " + prompt + " tokens, the context " + contextLength);
            }
            asked.add(request);
            Answer answer = answer(request, prompt);
            answers.add(answer);
            listener.text(i, answer.text());
            listener.done(i, answer);
        }
        return answers;
    }

    @Override
    public void close() {}

    private Answer answer(Request request, int prompt) {
        String text = script.apply(request).map(said -> checked(said, request)).orElseGet(() -> babble(request));
        for (String stop : request.stop()) {
            int at = text.indexOf(stop);
            text = at < 0 ? text : text.substring(0, at);
        }
        boolean cut = text.length() > request.maxTokens() * 4;
        text = cut ? text.substring(0, request.maxTokens() * 4) : text;
        Answer.Finish finish = cut ? Answer.Finish.LENGTH : Answer.Finish.STOP;
        return new Answer(text, finish, prompt, 0, text.length() / 4 + 1, GuardReport.NONE);
    }

    /** What is said must be allowed by the constraint: a script that is not is the test's mistake. */
    private static String checked(String said, Request request) {
        if (request.constraint() == null) {
            return said;
        }
        Constraint constraint = request.constraint().start(BYTES);
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (!allowed(constraint).get(bytes[i] & 0xff)) {
                throw new AssertionError("the constraint forbids the script's text after '"
                        + new String(bytes, 0, i, StandardCharsets.UTF_8) + "' of '" + said + "'");
            }
            constraint.accept(bytes[i] & 0xff);
        }
        if (!constraint.complete() && !allowed(constraint).get(END)) {
            throw new AssertionError("the constraint wants more after '" + said + "'");
        }
        return said;
    }

    private static String babble(Request request) {
        // as text: an enum's own hash is another one in each process
        Random random = new Random(Objects.hash(request.messages().toString(), request.prefill(), request.sampling()));
        Constraint constraint =
                Objects.requireNonNull(request.constraint(), "nothing scripted").start(BYTES);
        StringBuilder text = new StringBuilder();
        while (!constraint.complete()) {
            BitSet allowed = allowed(constraint);
            if (allowed.get(END) && random.nextInt(20) == 0) {
                break;
            }
            int[] printable = allowed.stream()
                    .filter(b -> b == '\n' || b >= 32 && b < 127)
                    .toArray();
            if (printable.length == 0) {
                break;
            }
            int token = printable[random.nextInt(printable.length)];
            constraint.accept(token);
            text.append((char) token);
        }
        return text.toString();
    }

    private static BitSet allowed(Constraint constraint) {
        BitSet allowed = new BitSet(END + 1);
        allowed.set(0, END + 1);
        constraint.restrict(allowed);
        return allowed;
    }
}
