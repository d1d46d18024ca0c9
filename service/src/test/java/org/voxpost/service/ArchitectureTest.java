package org.voxpost.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows of the architecture: a wrong import fails the build with a sentence. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.voxpost");

    @Test
    void theThreeLibrariesDoNotKnowOneAnother() {
        for (String library : List.of("sip", "media", "mailbox")) {
            String[] others = List.of("sip", "media", "mailbox", "service").stream()
                    .filter(other -> !other.equals(library)).map(other -> "org.voxpost." + other + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage("org.voxpost." + library + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because(library + " must be of use without the others; only service brings them together")
                    .check(PRODUCT);
        }
    }

    @Test
    void onlyTheSipModuleSeesTheSipStack() {
        noClasses().that().resideOutsideOfPackages("org.voxpost.sip.jain..", "gov.nist..").should()
                .dependOnClassesThat().resideInAnyPackage("javax.sip..", "gov.nist..")
                .because("org.voxpost.sip.jain hides JAIN SIP entirely").check(PRODUCT);
    }

    @Test
    void onlyTheMediaModuleSeesFfmpeg() {
        noClasses().that().resideOutsideOfPackage("org.voxpost.media.ffmpeg..").should().dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..")
                .because("org.voxpost.media.ffmpeg hides FFmpeg and JavaCV entirely").check(PRODUCT);
    }

    @Test
    void vertxLivesInTheService() {
        noClasses().that().resideInAnyPackage("org.voxpost.sip..", "org.voxpost.media..", "org.voxpost.mailbox..")
                .should().dependOnClassesThat().resideInAnyPackage("io.vertx..")
                .because("the libraries block on virtual threads; service bridges once").check(PRODUCT);
    }

    @Test
    void flowsSeeContractsOnly() {
        noClasses().that().resideInAPackage("org.voxpost.service.flow..").should().dependOnClassesThat()
                .resideInAnyPackage("org.voxpost.sip.jain..", "org.voxpost.media.rtp..", "org.voxpost.media.ffmpeg..",
                        "org.voxpost.mailbox.ews..", "org.voxpost.service.api..", "io.vertx..", "java.sql..")
                .because("a flow reads like the conversation it is").check(PRODUCT);
    }

    @Test
    void theSpoolKnowsNothingOfCalls() {
        noClasses().that().resideInAPackage("org.voxpost.service.spool..").should().dependOnClassesThat()
                .resideInAnyPackage("org.voxpost.sip..", "org.voxpost.service.flow..", "org.voxpost.service.api..")
                .because("delivery goes on when no call is up").check(PRODUCT);
    }

    @Test
    void onlyOnePackageChoosesProviders() {
        classes().that().haveSimpleNameEndingWith("Provider").and().resideInAPackage("org.voxpost.mailbox..").should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage("org.voxpost.mailbox..", "org.voxpost.service.exchange..")
                .because("adding a protocol touches its package and one line in exchange").check(PRODUCT);
    }

    @Test
    void nothingInProductionKnowsLabOrDemo() {
        noClasses().that().resideInAnyPackage("org.voxpost.service..", "org.voxpost.sip..", "org.voxpost.media..",
                "org.voxpost.mailbox..").should().dependOnClassesThat()
                .resideInAnyPackage("org.voxpost.lab..", "org.voxpost.demo..")
                .because("tests and demo tools are never on the production class path").check(PRODUCT);
    }
}
