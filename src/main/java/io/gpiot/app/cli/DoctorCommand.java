package io.gpiot.app.cli;

import io.gpiot.app.doctor.Diagnosis;
import io.gpiot.app.doctor.Doctor;
import io.gpiot.app.doctor.Finding;
import io.gpiot.app.doctor.Machine;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot doctor}: what this machine has, what is missing and how to get it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what this machine has and lacks.",
            "Names what gpiot needs, how to get what is missing, and which model suits the machine.",
            "Exit code 3: something is missing without which nothing works."
        },
        footer = {"", "Example:", "  gpiot doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object: findings and the recommended model.")
    private boolean json;

    private final Supplier<Diagnosis> doctor;

    DoctorCommand() {
        this(() -> new Doctor(Home.fromEnvironment(), Machine.read(), System.getenv()).examine());
    }

    DoctorCommand(Supplier<Diagnosis> doctor) {
        this.doctor = doctor;
    }

    @Override
    public Integer call() {
        Diagnosis diagnosis = doctor.get();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(diagnosis));
        } else {
            diagnosis.findings().forEach(finding -> print(finding, out));
            out.printf(
                    "%nModel for this machine: %s (%s)%n",
                    diagnosis.recommended().model(), diagnosis.recommended().reason());
        }
        out.flush();
        return diagnosis.lacks() ? GpiotException.Category.RESOURCES.exitCode() : 0;
    }

    private static void print(Finding finding, PrintWriter out) {
        String state = switch (finding.state()) {
            case OK -> "OK";
            case NOTE -> "-";
            case MISSING -> "MISSING";
        };
        String remedy = finding.remedy().isEmpty() ? "" : " -> " + finding.remedy();
        out.printf("%-8s %-12s %s%s%n", state, finding.subject(), finding.detail(), remedy);
    }
}
