package io.gpiot;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the directions between packages: see CONTRIBUTING.md. */
@AnalyzeClasses(packages = "io.gpiot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule directions = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("app")
            .definedBy("io.gpiot.app..")
            .layer("bench")
            .definedBy("io.gpiot.bench..")
            .layer("data")
            .definedBy("io.gpiot.data..")
            .layer("pect")
            .definedBy("io.gpiot.pect..")
            .layer("synthesis")
            .definedBy("io.gpiot.synthesis..")
            .layer("knowledge")
            .definedBy("io.gpiot.knowledge..")
            .layer("engine")
            .definedBy("io.gpiot.engine..")
            .layer("environment")
            .definedBy("io.gpiot.environment..")
            .layer("sandbox")
            .definedBy("io.gpiot.sandbox..")
            .layer("simulate")
            .definedBy("io.gpiot.simulate..")
            .layer("base")
            .definedBy("io.gpiot.base..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bench")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("data")
            .mayOnlyBeAccessedByLayers("app", "bench")
            .whereLayer("pect")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("synthesis")
            .mayOnlyBeAccessedByLayers("app", "bench", "data")
            .whereLayer("knowledge")
            .mayOnlyBeAccessedByLayers("app", "data", "synthesis")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("app", "bench", "data", "pect", "synthesis", "knowledge")
            .whereLayer("simulate")
            .mayOnlyBeAccessedByLayers("app", "bench")
            .whereLayer("environment")
            .mayOnlyBeAccessedByLayers("app", "synthesis")
            .whereLayer("sandbox")
            .mayOnlyBeAccessedByLayers("app", "bench", "synthesis");

    @ArchTest
    static final ArchRule noCycles = slices().matching("io.gpiot.(**)").should().beFreeOfCycles();
}
