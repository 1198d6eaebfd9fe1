package io.gpiot.bench.subject;

import io.gpiot.engine.Answer;
import io.gpiot.engine.Request;
import io.gpiot.synthesis.run.Asking;
import java.util.ArrayList;
import java.util.List;

/** One question a program: the model alone. */
public final class DirectWriter implements ProgramWriter {

    private final Asking asking;
    private final Prompts prompts;

    public DirectWriter(Asking asking, Prompts prompts) {
        this.asking = asking;
        this.prompts = prompts;
    }

    @Override
    public String name() {
        return prompts.name();
    }

    @Override
    public List<Written> write(List<Written.Order> orders) {
        List<Request> requests = orders.stream()
                .map(order -> prompts.program(order.item(), order.sampling()))
                .toList();
        List<Answer> answers = asking.ask("writing programs", requests);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            written.add(Written.of(requests.get(i), answers.get(i)));
        }
        return written;
    }
}
