package io.gpiot.data.read;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file on its way to whoever parses it.
 *
 * @param fault why there is no text, or empty
 */
record FileText(String path, String text, String fault) implements Serializable {

    static FileText of(Path file) {
        try {
            return new FileText(file.toString(), Files.readString(file).replace("\r\n", "\n"), "");
        } catch (MalformedInputException e) {
            return new FileText(file.toString(), "", "is not UTF-8");
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Reading parse(FileText file) {
        if (file.fault().isEmpty()) {
            return RowFiles.read(Path.of(file.path()), file.text());
        }
        Faults faults = new Faults(file.path());
        faults.add(0, file.fault());
        return faults.bad();
    }
}
