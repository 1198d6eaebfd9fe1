package io.gpiot.app.mcp;

import io.gpiot.base.GpiotException;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** One tool. What goes wrong is its answer, in one line, so that the assistant that called it can mend its call. */
interface Tool {

    String name();

    String description();

    Schema schema();

    /** Whether calling it changes nothing here. */
    default boolean readOnly() {
        return true;
    }

    Assistant assistant();

    /** What a call needs before it begins. */
    default Semaphore turn() {
        return assistant().turns().steps();
    }

    Answer call(Call call);

    /** Who calls, and with what. */
    record Call(McpSyncServerExchange exchange, CallToolRequest request) {

        Arguments arguments() {
            return new Arguments(request.arguments());
        }
    }

    /** @param text for people and models @param facts the same for programs */
    record Answer(String text, Map<String, Object> facts) {}

    default SyncToolSpecification specification() {
        McpSchema.Tool tool = McpSchema.Tool.builder(name(), schema().toMap())
                .description(description())
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(readOnly())
                        .destructiveHint(false)
                        .openWorldHint(false)
                        .build())
                .build();
        return new SyncToolSpecification(tool, (exchange, request) -> answer(new Call(exchange, request)));
    }

    private CallToolResult answer(Call call) {
        Semaphore turn = turn();
        if (!turn.tryAcquire()) {
            return failed("the server is busy with other calls of " + name() + ": try again in a while");
        }
        try {
            Answer answer = call(call);
            return CallToolResult.builder()
                    .addTextContent(answer.text())
                    .structuredContent(answer.facts())
                    .build();
        } catch (GpiotException e) {
            boolean ours = e.category() == GpiotException.Category.INTERNAL;
            return failed((ours ? "internal error (a defect of ours): " : "") + e.getMessage());
        } catch (RuntimeException e) {
            return failed("internal error (a defect of ours): " + e);
        } finally {
            turn.release();
        }
    }

    private static CallToolResult failed(String why) {
        return CallToolResult.builder().addTextContent(why).isError(true).build();
    }
}
