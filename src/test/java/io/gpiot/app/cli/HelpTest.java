package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of every command. */
class HelpTest {

    static List<String> commands() {
        List<String> names = new ArrayList<>();
        collect(Main.commandLine(), names);
        return names;
    }

    private static void collect(CommandLine command, List<String> names) {
        names.add(command.getCommandSpec().qualifiedName());
        command.getSubcommands().values().forEach(below -> collect(below, names));
    }

    private static CommandLine named(String qualified) {
        CommandLine command = Main.commandLine();
        for (String name : qualified.split(" ")) {
            command = name.equals("gpiot") ? command : command.getSubcommands().get(name);
        }
        return command;
    }

    /** Picocli warns on the screen, and shows the text raw, where a text is no format: an unescaped percent sign. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyTextIsAFormatThatPicocliCanRender(String name) {
        CommandSpec spec = named(name).getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        Stream<String> own = Stream.of(usage.header(), usage.description(), usage.footer(), usage.synopsisHeading())
                .flatMap(value -> value instanceof String[] lines ? Arrays.stream(lines) : Stream.of((String) value));
        Stream<String> arguments = spec.args().stream().flatMap(HelpTest::texts);
        Stream.concat(own, arguments).forEach(text -> assertDoesNotThrow(() -> String.format(text), text));
        assertTrue(named(name).getUsageMessage(Ansi.OFF).contains("Usage: " + name), name);
    }

    private static Stream<String> texts(ArgSpec argument) {
        return Arrays.stream(argument.description());
    }

    /** A list of commands shows that line alone. */
    @ParameterizedTest
    @MethodSource("commands")
    void firstLineOfADescriptionIsAShortWholeSentence(String name) {
        UsageMessageSpec usage = named(name).getCommandSpec().usageMessage();
        String first = usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
        assertTrue(first.endsWith(".") && first.length() <= 102, first);
        assertFalse(first.contains(". "), first);
    }

    @Test
    void exitCodesOfAllCommandsStandInTheFirstHelp() {
        String help = Main.commandLine().getUsageMessage(Ansi.OFF);
        for (String code : List.of("0", "1", "2", "3", "4", "130")) {
            assertTrue(help.lines().anyMatch(line -> line.matches("  " + code + " {2,}\\S.*")), help);
        }
    }

    @Test
    void packageSetHasOneNameAndItsFormerOneStillWorks() {
        assertEquals(
                "classic",
                CommandLine.populateCommand(new VerifyOptions(), "--python", "classic")
                        .lock());
        assertEquals(
                "classic",
                CommandLine.populateCommand(new VerifyOptions(), "--lock", "classic")
                        .lock());
        for (String name : commands()) {
            assertFalse(named(name).getUsageMessage(Ansi.OFF).contains("--lock"), name);
        }
    }
}
