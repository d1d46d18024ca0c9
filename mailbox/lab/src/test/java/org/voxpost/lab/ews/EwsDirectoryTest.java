package org.voxpost.lab.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voxpost.lab.Lab;
import org.voxpost.lab.LabSettings;
import org.voxpost.lab.fault.Fault;
import org.voxpost.lab.fault.FaultKind;
import org.voxpost.lab.store.AddressBook;
import org.voxpost.lab.store.PropertyBag;
import org.voxpost.lab.store.Tags;
import org.voxpost.mailbox.Directory;
import org.voxpost.mailbox.DirectoryPerson;
import org.voxpost.mailbox.DirectoryPerson.Kind;
import org.voxpost.mailbox.DirectoryPerson.Phone;
import org.voxpost.mailbox.MailboxException;
import org.voxpost.mailbox.SmtpAddress;
import org.voxpost.mailbox.auth.Account;
import org.voxpost.mailbox.auth.Secret;
import org.voxpost.mailbox.ews.EwsProvider;
import org.voxpost.mailbox.ews.EwsSettings;

/** The address book by ResolveNames, against the lab. */
@Timeout(60)
class EwsDirectoryTest {
    private static final SmtpAddress IVY = new SmtpAddress("ivy@corp.example");

    private Lab lab;
    private Directory directory;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(LabSettings.inMemory(IVY.value()));
        directory = EwsProvider.directory(EwsSettings.of(lab.ewsUrl(),
                new Account.Password("svc", Secret.of("secret"), Account.Scheme.BASIC)), IVY);
        lab.store().addressBook().add(bo());
    }

    @AfterEach
    void stop() {
        directory.close();
        lab.close();
    }

    private static PropertyBag bo() {
        return AddressBook.person("Bo Lind", new SmtpAddress("bo.lind@corp.example"))
                .with(Tags.BUSINESS_TELEPHONE, "+46 8 555 123 45")
                .with(Tags.MOBILE_TELEPHONE, "070-123 45 67")
                .with(Tags.TITLE, "Buyer").with(Tags.DEPARTMENT_NAME, "Purchasing")
                .with(Tags.OFFICE_LOCATION, "3/12").with(Tags.COMPANY_NAME, "Corp")
                .with(Tags.PROXY_ADDRESSES, List.of("SMTP:bo.lind@corp.example", "smtp:bo@corp.example",
                        "EUM:4101;phone-context=plan.corp.example"));
    }

    @Test
    void aPersonComesWithNumbersAndAllAddresses() {
        DirectoryPerson person = directory.byAddress(new SmtpAddress("Bo.Lind@corp.example")).orElseThrow();

        assertThat(person.displayName()).isEqualTo("Bo Lind");
        assertThat(person.distinguishedName()).isNotEmpty();
        assertThat(person.address()).contains(new SmtpAddress("bo.lind@corp.example"));
        assertThat(person.alias()).isEqualTo("bo.lind");
        assertThat(person.title()).isEqualTo("Buyer");
        assertThat(person.department()).isEqualTo("Purchasing");
        assertThat(person.company()).isEqualTo("Corp");
        assertThat(person.office()).isEqualTo("3/12");
        assertThat(person.phones()).containsExactlyInAnyOrder(new Phone(Kind.BUSINESS, "+46 8 555 123 45"),
                new Phone(Kind.MOBILE, "070-123 45 67"));
        assertThat(person.proxyAddresses()).contains("EUM:4101;phone-context=plan.corp.example");
    }

    @Test
    void aPersonIsFoundByASecondAddressButNobodyByHalfOfOne() {
        assertThat(directory.byAddress(new SmtpAddress("bo@corp.example"))).isPresent();
        assertThat(directory.byAddress(new SmtpAddress("bo.lind@corp.ex"))).isEmpty();
        assertThat(directory.byAddress(new SmtpAddress("nobody@corp.example"))).isEmpty();
    }

    @Test
    void namesAreFoundByTheirBeginningUpToTheLimit() {
        lab.store().addressBook().add(AddressBook.person("Bodil Ek", new SmtpAddress("bodil@corp.example")));

        assertThat(directory.byName("bo", 10)).extracting(DirectoryPerson::displayName)
                .containsExactlyInAnyOrder("Bo Lind", "Bodil Ek");
        assertThat(directory.byName("bo", 1)).hasSize(1);
        assertThat(directory.byName("xyz", 10)).isEmpty();
        assertThat(directory.byName(" ", 10)).isEmpty();
    }

    @Test
    void aWalkMeetsEverybodyOnceThoughAnAnswerHoldsAHundred() {
        addKims();
        List<String> met = new ArrayList<>();

        directory.walk(person -> met.add(person.address().orElseThrow().value()));

        assertThat(met).doesNotHaveDuplicates().hasSize(lab.store().addressBook().persons().size());
    }

    @Test
    void aServerThatIsBusyMakesTheWalkBreakOff() {
        lab.faults().order(Fault.of(FaultKind.BUSY).on("ResolveNames").times(1));

        assertThatThrownBy(() -> directory.walk(person -> {
        })).isInstanceOf(MailboxException.Unavailable.class);
    }

    private void addKims() {
        List<PropertyBag> many = new ArrayList<>();
        for (int i = 0; i < 450; i++) {
            many.add(AddressBook.person("Kim No" + i, new SmtpAddress("kim%03d@corp.example".formatted(i)))
                    .with(Tags.BUSINESS_TELEPHONE, "+46 8 555 %03d".formatted(i)));
        }
        lab.store().addressBook().addAll(many);
    }

    @Test
    void moreThanAHundredOfOneNameAreFoundWithTheirNumbersUpToTheLimit() {
        addKims();

        List<DirectoryPerson> all = directory.byName("kim", 1000);

        assertThat(all).hasSize(450).extracting(DirectoryPerson::address).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(person -> {
            assertThat(person.displayName()).startsWith("Kim No");
            assertThat(person.phones()).extracting(Phone::kind).containsExactly(Kind.BUSINESS);
            assertThat(person.proxyAddresses()).containsExactly("SMTP:" + person.address().orElseThrow());
        });
        assertThat(directory.byName("kim", 270)).hasSize(270);
        assertThat(directory.byName("kim", 20)).hasSize(20);
    }

    @Test
    void aServerWithoutFindPeopleGivesAHundred() {
        addKims();
        lab.faults().order(Fault.of(FaultKind.ERROR).value("ErrorInvalidOperation").on("FindPeople"));

        assertThat(directory.byName("kim", 1000)).hasSize(100);
    }
}
