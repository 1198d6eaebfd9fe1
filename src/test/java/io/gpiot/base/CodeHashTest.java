package io.gpiot.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gpiot.base.model.Catalogue;
import org.junit.jupiter.api.Test;

class CodeHashTest {

    @Test
    void allClassesOfAPackageHaveOneHashAndOtherPackagesAnother() {
        assertEquals(CodeHash.ofPackage(Json.class), CodeHash.ofPackage(Progress.class));
        assertNotEquals(CodeHash.ofPackage(Json.class), CodeHash.ofPackage(Catalogue.class));
    }

    @Test
    void classesInAJarAreFoundToo() {
        assertEquals(64, CodeHash.ofPackage(Test.class).length());
    }
}
